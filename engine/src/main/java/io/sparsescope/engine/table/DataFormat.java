package io.sparsescope.engine.table;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Kinds of files of results; the ending of a file's name says which it is. */
public enum DataFormat {
    /** Tables of text, for spreadsheets. */
    CSV("CSV tables") {
        @Override
        public void write(Path file, ResultTables result) {
            CsvFiles.write(file, result);
        }
    },
    /** Arrays for numpy. */
    NPZ("NumPy arrays") {
        @Override
        public void write(Path file, ResultTables result) {
            NpzFile.write(file, result);
        }
    },
    /** Arrays beside weights. */
    SAFETENSORS("safetensors arrays") {
        @Override
        public void write(Path file, ResultTables result) {
            SafetensorsTables.write(file, result);
        }
    };

    private final String label;

    DataFormat(String label) {
        this.label = label;
    }

    /**
     * Writes a result, all or nothing; of equal results equal bytes.
     *
     * @throws java.io.UncheckedIOException when it cannot be written; the message names the file,
     *     and what stood there is as it was
     */
    public abstract void write(Path file, ResultTables result);

    /** What it is called in a file chooser. */
    public String label() {
        return label;
    }

    /** The ending of file names, with its dot. */
    public String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** All endings, in a list for messages. */
    public static String endings() {
        return Arrays.stream(values()).map(DataFormat::ending).collect(Collectors.joining(", "));
    }

    /**
     * The format that the name of {@code file} ends in.
     *
     * @throws IllegalArgumentException when it ends in none; the message lists the endings
     */
    public static DataFormat require(Path file) {
        return of(file).orElseThrow(() ->
                new IllegalArgumentException(
                        file + ": the kind of data is not known; end the name in " + endings()));
    }

    /** The format that the name of {@code file} ends in; empty when it ends in none. */
    public static Optional<DataFormat> of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(format -> name.endsWith(format.ending())).findFirst();
    }
}
