package io.sparsescope.engine.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code model.safetensors.index.json}: which shard holds which tensor.
 *
 * @param path where the index is
 * @param shardOfTensor shard path by tensor name
 */
record ShardIndex(Path path, Map<String, Path> shardOfTensor) {
    private static final String REMEDY = "download the index again";

    /** Reads the index and checks that every shard is a file of the index's own directory. */
    static ShardIndex read(Path path) {
        JsonNode map = JsonFile.readObject(path).path("weight_map");
        if (!map.isObject() || map.isEmpty()) {
            throw new MalformedInputException(path, "has no 'weight_map' object", REMEDY);
        }
        Map<String, Path> shards = new LinkedHashMap<>();
        Map<String, Path> checked = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (!entry.getValue().isTextual()) {
                throw new MalformedInputException(
                        path,
                        "weight_map entry '" + entry.getKey() + "' is not a file name",
                        REMEDY);
            }
            String name = entry.getValue().textValue();
            shards.put(
                    entry.getKey(), checked.computeIfAbsent(name, shard -> resolve(path, shard)));
        }
        return new ShardIndex(path, shards);
    }

    private static Path resolve(Path index, String name) {
        Path directory = index.toAbsolutePath().normalize().resolveSibling("");
        Path shard;
        try {
            shard = directory.resolve(name);
        } catch (InvalidPathException _) {
            throw refused(index, name, "is no file name on this system");
        }
        if (Path.of(name).isAbsolute()
                || !shard.equals(shard.normalize())
                || !shard.startsWith(directory)) {
            throw refused(index, name, "leaves the model's directory");
        }
        if (!Files.isRegularFile(shard)) {
            throw new MalformedInputException(
                    index, "shard '" + name + "' is missing", "download the missing file");
        }
        try {
            Path real = shard.toRealPath();
            Path home = directory.toRealPath();
            if (!real.startsWith(home) && !isHubCacheBlob(home, real)) {
                throw refused(index, name, "leaves the model's directory through a link");
            }
        } catch (IOException failure) {
            throw new MalformedInputException(
                    shard,
                    "cannot be read (" + failure.getMessage() + ")",
                    "check its permissions");
        }
        return shard;
    }

    /**
     * The Hugging Face hub's own cache keeps {@code snapshots/REVISION/FILE} as links to {@code
     * blobs/HASH} of the same repository; those links stay inside the model's own folder and are
     * followed.
     */
    private static boolean isHubCacheBlob(Path directory, Path real) {
        Path snapshots = directory.getParent();
        return snapshots != null
                && snapshots.endsWith("snapshots")
                && snapshots.resolveSibling("blobs").equals(real.getParent());
    }

    private static MalformedInputException refused(Path index, String name, String why) {
        return new MalformedInputException(
                index,
                "shard name '" + name + "' " + why,
                "put every shard beside the index and name it plainly");
    }
}
