package io.sparsescope.engine.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All tensors of a model directory, from one file or from shards.
 *
 * <p>Not responsible for which tensors a model needs.
 */
public final class TensorStore implements AutoCloseable {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final Pattern FOREIGN =
            Pattern.compile(
                    "pytorch_model.*\\.bin(\\.index\\.json)?|tf_model.*\\.h5|flax_model.*\\.msgpack|.+\\.(gguf|pth|pt|ckpt)");

    private final List<SafetensorsFile> files;
    private final Map<String, SafetensorsFile> fileOfTensor;

    private TensorStore(List<SafetensorsFile> files, Map<String, SafetensorsFile> fileOfTensor) {
        this.files = files;
        this.fileOfTensor = fileOfTensor;
    }

    /**
     * Opens {@code model.safetensors}, or the shards of {@code model.safetensors.index.json}.
     *
     * @throws MalformedInputException when there are no weights, or a file or the index is unsound
     * @throws UnsupportedInputException when the weights are of another format
     */
    public static TensorStore open(Path directory) {
        List<SafetensorsFile> opened = new ArrayList<>();
        try {
            // A link to nothing counts: it is refused by its own name.
            if (Files.exists(directory.resolve(SINGLE), LinkOption.NOFOLLOW_LINKS)) {
                return openSingle(directory.resolve(SINGLE), opened);
            }
            if (Files.exists(directory.resolve(INDEX))) {
                return openShards(ShardIndex.read(directory.resolve(INDEX)), opened);
            }
            throw noWeights(directory);
        } catch (RuntimeException failure) {
            opened.forEach(SafetensorsFile::close);
            throw failure;
        }
    }

    /** A store without tensors, of a model that comes from no file. */
    public static TensorStore empty() {
        return new TensorStore(List.of(), Map.of());
    }

    private static TensorStore openSingle(Path path, List<SafetensorsFile> opened) {
        SafetensorsFile file = SafetensorsFile.open(path);
        opened.add(file);
        Map<String, SafetensorsFile> tensors = new LinkedHashMap<>();
        file.names().forEach(name -> tensors.put(name, file));
        return new TensorStore(opened, tensors);
    }

    private static TensorStore openShards(ShardIndex index, List<SafetensorsFile> opened) {
        Map<Path, SafetensorsFile> shards = new LinkedHashMap<>();
        Map<String, SafetensorsFile> tensors = new LinkedHashMap<>();
        index.shardOfTensor()
                .forEach((name, path) -> {
                    SafetensorsFile shard = shards.computeIfAbsent(path, SafetensorsFile::open);
                    if (!opened.contains(shard)) {
                        opened.add(shard);
                    }
                    if (!shard.contains(name)) {
                        throw new MalformedInputException(
                                index.path(),
                                "says that '"
                                        + name
                                        + "' stands in "
                                        + path.getFileName()
                                        + ", which does not hold it",
                                "download the index and the shard again");
                    }
                    tensors.put(name, shard);
                });
        for (SafetensorsFile shard : opened) {
            for (String name : shard.names()) {
                SafetensorsFile claimed = tensors.putIfAbsent(name, shard);
                if (claimed != null && claimed != shard) {
                    throw new MalformedInputException(
                            shard.path(),
                            "holds '"
                                    + name
                                    + "', which "
                                    + claimed.path().getFileName()
                                    + " holds too",
                            "download the shards again");
                }
            }
        }
        return new TensorStore(opened, tensors);
    }

    private static BadInputException noWeights(Path directory) {
        Optional<String> foreign = foreignWeights(directory);
        if (foreign.isPresent()) {
            return new UnsupportedInputException(
                    directory,
                    "holds its weights as " + foreign.get(),
                    "convert them to " + SINGLE + " (pickles are never executed)");
        }
        return new MalformedInputException(
                directory,
                "holds neither " + SINGLE + " nor " + INDEX,
                "choose the directory that holds config.json and the weights");
    }

    private static Optional<String> foreignWeights(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(FOREIGN.asMatchPredicate())
                    .min(Comparator.naturalOrder());
        } catch (IOException | UncheckedIOException failure) {
            throw new MalformedInputException(
                    directory,
                    "cannot be listed (" + failure.getMessage() + ")",
                    "check its permissions");
        }
    }

    /** Names of all tensors. */
    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(fileOfTensor.keySet());
    }

    /** The files that hold them. */
    public List<Path> files() {
        return files.stream().map(SafetensorsFile::path).toList();
    }

    /** A view of one tensor, if there is one of that name. */
    public Optional<Tensor> find(String name) {
        return Optional.ofNullable(fileOfTensor.get(name)).map(file -> file.tensor(name));
    }

    /** Unmaps every file. */
    @Override
    public void close() {
        files.forEach(SafetensorsFile::close);
    }
}
