package io.sparsescope.views.export;

import io.sparsescope.engine.format.AtomicFile;
import java.nio.file.Path;
import java.util.Map;

/** A picture that was taken and can be written on any thread. */
@FunctionalInterface
public interface TakenPicture {
    /**
     * The bytes of its file.
     *
     * @param provenance where the picture comes from, a word for each entry; {@link
     *     ViewExport#TITLE} and {@link ViewExport#SOFTWARE} have places of their own in every
     *     format
     */
    byte[] bytes(Map<String, String> provenance);

    /**
     * Writes it to {@code file}, all or nothing.
     *
     * @throws java.io.UncheckedIOException when it cannot be written; the message names the file
     */
    default void write(Path file, Map<String, String> provenance) {
        AtomicFile.write(file, bytes(provenance));
    }
}
