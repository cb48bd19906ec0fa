package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.GreedyAllocation;
import io.sparsescope.engine.calibration.GreedyAllocationFile;
import io.sparsescope.engine.calibration.GreedyProvenance;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps greedy allocations beside the calibrations that they were searched with. */
public final class GreedyAllocations {
    private final KeptFiles<GreedyProvenance, GreedyAllocation> files;

    /** Creates the store; the directory is made when it is first written to. */
    public GreedyAllocations(Path directory) {
        files =
                new KeptFiles<>(
                        directory,
                        "greedy-",
                        GreedyAllocationFile::read,
                        GreedyAllocationFile::write,
                        GreedyAllocation::provenance);
    }

    /** A kept allocation of the same provenance; a file that cannot be read is as good as none. */
    public Optional<GreedyAllocation> find(GreedyProvenance provenance) {
        return files.find(provenance);
    }

    /** Keeps an allocation; that it cannot be written costs time later, nothing else. */
    public void keep(GreedyAllocation allocation) {
        files.keep(allocation);
    }
}
