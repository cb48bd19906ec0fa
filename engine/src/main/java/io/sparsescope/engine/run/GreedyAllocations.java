package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.GreedyAllocation;
import io.sparsescope.engine.calibration.GreedyAllocationFile;
import io.sparsescope.engine.calibration.GreedyProvenance;
import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.engine.tokenizer.TextSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps greedy allocations beside the calibrations that they were searched with. */
public final class GreedyAllocations {
    private static final Logger LOG = LoggerFactory.getLogger(GreedyAllocations.class);

    private final Path directory;

    /** Creates the store; the directory is made when it is first written to. */
    public GreedyAllocations(Path directory) {
        this.directory = directory;
    }

    /** A kept allocation of the same provenance; a file that cannot be read is as good as none. */
    public Optional<GreedyAllocation> find(GreedyProvenance provenance) {
        Path file = file(provenance);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(GreedyAllocationFile.read(file))
                    .filter(kept -> kept.provenance().equals(provenance));
        } catch (BadInputException unreadable) {
            LOG.warn("A kept allocation was ignored: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** Keeps an allocation; that it cannot be written costs time later, nothing else. */
    public void keep(GreedyAllocation allocation) {
        try {
            Files.createDirectories(directory);
            GreedyAllocationFile.write(file(allocation.provenance()), allocation);
        } catch (IOException | UncheckedIOException failure) {
            LOG.warn("The allocation was not kept: {}", failure.getMessage());
        }
    }

    private Path file(GreedyProvenance provenance) {
        String key = TextSource.hash(List.of(new TextSource("key", provenance.toString())));
        return directory.resolve("greedy-" + key.substring(0, 32) + ".safetensors");
    }
}
