package io.sparsescope.engine.run;

import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.engine.tokenizer.TextSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results that take long, kept in files named by what they were made from.
 *
 * @param directory made when it is first written to
 * @param prefix of the files' names
 * @param read reads a file
 * @param write writes a file
 * @param provenance what a result was made from; equal provenance means an equal result
 */
record KeptFiles<P, V>(
        Path directory,
        String prefix,
        Function<Path, V> read,
        BiConsumer<Path, V> write,
        Function<V, P> provenance) {
    private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);

    /** A kept result of the same provenance; a file that cannot be read is as good as none. */
    Optional<V> find(P wanted) {
        Path file = file(wanted);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read.apply(file))
                    .filter(kept -> provenance.apply(kept).equals(wanted));
        } catch (BadInputException unreadable) {
            LOG.warn("A kept file was ignored: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** Keeps a result; that it cannot be written costs time later, nothing else. */
    void keep(V result) {
        try {
            Files.createDirectories(directory);
            write.accept(file(provenance.apply(result)), result);
        } catch (IOException | UncheckedIOException failure) {
            LOG.warn("A result was not kept: {}", failure.getMessage());
        }
    }

    private Path file(P wanted) {
        String key = TextSource.hash(List.of(new TextSource("key", String.valueOf(wanted))));
        return directory.resolve(prefix + key.substring(0, 32) + ".safetensors");
    }
}
