package io.sparsescope.views.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Kinds of picture files; the ending of a file's name says which it is. */
public enum PictureFormat {
    /** Pixels, lossless. */
    PNG("PNG picture"),
    /** Vectors for the web and for drawing programs. */
    SVG("SVG drawing"),
    /** Vectors for papers. */
    PDF("PDF page");

    private final String label;

    PictureFormat(String label) {
        this.label = label;
    }

    /** What it is called in a file chooser. */
    public String label() {
        return label;
    }

    /** The ending of file names, with its dot. */
    public String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format that the name of {@code file} ends in.
     *
     * @throws IllegalArgumentException when it ends in none; the message lists the endings
     */
    public static PictureFormat of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.ending()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                file
                                        + ": the kind of picture is not known; end the name in "
                                        + Arrays.stream(values())
                                                .map(PictureFormat::ending)
                                                .collect(Collectors.joining(", "))));
    }
}
