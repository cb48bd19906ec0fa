package io.sparsescope.engine.model;

import io.sparsescope.engine.format.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Hugging Face model directory.
 *
 * @param path the directory
 */
public record ModelDirectory(Path path) {

    /**
     * The model directory that a user means.
     *
     * @param given the directory, or a file in it
     * @throws MalformedInputException when there is no such directory or it holds no {@code
     *     config.json}
     */
    public static ModelDirectory of(Path given) {
        Path absolute = given.toAbsolutePath().normalize();
        Path directory = Files.isRegularFile(absolute) ? absolute.resolveSibling("") : absolute;
        if (!Files.isDirectory(directory)) {
            throw new MalformedInputException(given, "no such file or directory", "check the path");
        }
        if (!Files.isRegularFile(directory.resolve("config.json"))) {
            throw new MalformedInputException(
                    given,
                    "there is no config.json",
                    "choose the directory that holds config.json and the weights");
        }
        return new ModelDirectory(directory);
    }

    /** The configuration file. */
    public Path config() {
        return path.resolve("config.json");
    }

    /** The tokenizer file, if there is one. */
    public Optional<Path> tokenizer() {
        return Optional.of(path.resolve("tokenizer.json")).filter(Files::isRegularFile);
    }

    /** The directory's own name. */
    public String name() {
        return String.valueOf(path.getFileName());
    }
}
