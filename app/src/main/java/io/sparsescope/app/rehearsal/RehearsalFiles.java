package io.sparsescope.app.rehearsal;

import io.sparsescope.views.sessionfile.SessionFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The files that a rehearsal opens and writes, all in a directory of its own: models sound and
 * unsound, texts, prompts, levels, and whatever the program saves.
 */
final class RehearsalFiles implements AutoCloseable {
    private static final String LEVELS =
            """
            layer,q_proj,k_proj,v_proj,o_proj,gate_proj,up_proj,down_proj
            0,0.2,0.3,0.1,0.4,0.5,0.5,0.6
            1,0.3,0.2,0.4,0.1,0.4,0.6,0.5
            """;
    private static final String PROMPTS =
            """
            {"tag": "sea", "prompt": "The ship sailed out of the harbour"}
            {"tag": "sea", "prompt": "The captain looked at the waves"}
            {"tag": "wood", "prompt": "The wolf came out of the trees"}
            """;

    /** How often something is opened that cannot be. */
    private static final double UNSOUND_SHARE = 0.15;

    private final Path directory;
    private final Path model;
    private final Path small;
    private final List<Path> unsound;
    private int written;

    private RehearsalFiles(Path directory, Path model) throws IOException {
        this.directory = directory;
        this.model = model;
        small = SmallModel.write(directory.resolve("small"), model);
        Path cut = SmallModel.write(directory.resolve("cut-short"), model);
        Files.write(cut.resolve("model.safetensors"), new byte[100]);
        Path mute = SmallModel.write(directory.resolve("without-tokenizer"), model);
        Files.delete(mute.resolve("tokenizer.json"));
        unsound = List.of(cut, mute, directory.resolve("nowhere"));
        Files.writeString(directory.resolve("levels.csv"), LEVELS);
        Files.writeString(directory.resolve("prompts.jsonl"), PROMPTS);
        Files.writeString(directory.resolve("text.txt"), "Once there was a king. ".repeat(400));
        Files.write(directory.resolve("noise.bin"), new byte[] {0, 1, 2, 3, (byte) 0xff});
    }

    /** Makes what is needed beside {@code model}, which is only read. */
    static RehearsalFiles beside(Path model) {
        try {
            Path directory = Files.createTempDirectory("sparsescope-rehearsal");
            return new RehearsalFiles(directory, model.toAbsolutePath());
        } catch (IOException failure) {
            throw new UncheckedIOException("the rehearsal's files cannot be written", failure);
        }
    }

    /** The model that the rehearsal begins and ends with. */
    Path model() {
        return model;
    }

    /** Where everything is. */
    Path directory() {
        return directory;
    }

    /** A model to open. */
    Path anyModel(SplittableRandom random) {
        return random.nextDouble() < UNSOUND_SHARE
                ? unsound.get(random.nextInt(unsound.size()))
                : random.nextBoolean() ? model : small;
    }

    /** A file to open where one whose name matches {@code pattern} is asked for. */
    Path anyFile(String pattern, SplittableRandom random) {
        String ending = pattern.substring(pattern.lastIndexOf('*') + 1);
        List<Path> fitting =
                Stream.of(directory, directory.resolve("saved"), model.resolve("spontaneous"))
                        .flatMap(RehearsalFiles::list)
                        .filter(file -> file.toString().endsWith(ending))
                        .sorted()
                        .toList();
        return fitting.isEmpty() || random.nextDouble() < UNSOUND_SHARE
                ? directory.resolve("noise.bin")
                : fitting.get(random.nextInt(fitting.size()));
    }

    /** A session that was saved. */
    Path anySession(SplittableRandom random) {
        return anyFile("*" + SessionFile.EXTENSION, random);
    }

    /** Where to save something; now and then over what was saved before. */
    Path toSave(String name, SplittableRandom random) {
        int number = random.nextInt(4);
        return folder("saved").resolve(number + "-" + name);
    }

    /** A directory to write to; mostly a fresh one. */
    Path anyFolder(SplittableRandom random) {
        int number = random.nextInt(3) == 0 ? random.nextInt(written + 1) : ++written;
        return folder("folder-" + number);
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Removes everything. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the rehearsal's files cannot be removed", failure);
        }
    }
}
