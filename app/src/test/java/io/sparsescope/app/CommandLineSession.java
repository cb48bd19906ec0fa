package io.sparsescope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.engine.format.SafetensorsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * What one command left behind.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record CommandLineSession(int code, String out, String err) {
    static final Path BUNDLED =
            Path.of(System.getProperty("sparsescope.home", ".."), "sample-models", "storybook-14m");
    static final Path GOLDEN =
            Path.of("..", "engine", "src", "test", "resources", "golden", "llama");

    /** Executes a command as the shell would. */
    static CommandLineSession execute(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int code = line.execute(words);
        line.getOut().flush();
        line.getErr().flush();
        return new CommandLineSession(code, out.toString(), err.toString());
    }

    /** Executes a command that must succeed. */
    static CommandLineSession succeed(Object... arguments) {
        CommandLineSession session = execute(arguments);
        assertEquals(0, session.code, session.err);
        return session;
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }

    /** The golden model's input, as {@code --ids} takes it. */
    static String goldenIds() {
        try (SafetensorsFile expected =
                SafetensorsFile.open(GOLDEN.resolve("expected.safetensors"))) {
            return Arrays.stream(expected.tensor("input_ids").toLongs())
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(","));
        }
    }

    /** A copy of the golden model, to be spoilt; its answers are left out. */
    static Path copyOfGolden(Path parent) throws IOException {
        return copyOf(GOLDEN, parent, "config.json", "model.safetensors");
    }

    /** A copy of a model's files, to be spoilt. */
    static Path copyOf(Path model, Path parent, String... names) throws IOException {
        Path copy = Files.createDirectory(parent.resolve("model"));
        for (String name : names) {
            Files.copy(model.resolve(name), copy.resolve(name));
        }
        return copy;
    }

    /** The names of the files in a directory, sorted. */
    static List<String> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }
}
