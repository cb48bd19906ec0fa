package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.CalibrationProvenance;
import io.sparsescope.engine.calibration.Calibrator;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.RemovedChannels;
import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.stability.PruningInProgress;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.stability.StructuredPruner;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Prunes, then calibrates what is left on the same text. */
final class PruningWork implements SteppedWork {
    private final Network network;
    private final TokenWindows windows;
    private final CalibrationProvenance provenance;
    private final PruningInProgress pruning;
    private @Nullable Calibrator calibrator;
    private @Nullable SortedMap<ProjectionSite, RemovedChannels> removed;

    /**
     * Begins.
     *
     * @param network the whole model
     * @param windows calibration text
     * @param provenance what the whole model's calibration was made from
     * @param request what to remove
     */
    PruningWork(
            Network network,
            TokenWindows windows,
            CalibrationProvenance provenance,
            PruningRequest request) {
        this.network = network;
        this.windows = windows;
        this.provenance = provenance;
        this.pruning =
                new StructuredPruner(network.model(), network.kernelsWithoutCopies(), windows)
                        .start(request);
    }

    @Override
    public boolean step(CancelToken cancel) {
        cancel.throwIfCancelled();
        Calibrator running = calibrator;
        if (running != null) {
            return running.step(cancel);
        }
        if (!pruning.step(cancel)) {
            removed = pruning.result().removedChannels(network.model());
            calibrator = new Calibrator(network.pass(), windows, provenance, removed);
        }
        return true;
    }

    /** What is left, once {@link #step} has returned false. */
    PrunedNetwork result() {
        Pruning done = pruning.result();
        Calibration calibration = Objects.requireNonNull(calibrator).result();
        return new PrunedNetwork(done, Objects.requireNonNull(removed), calibration);
    }

    @Override
    public String description() {
        return calibrator == null ? "Pruning" : "Calibrating what is left";
    }

    /** Pruning looks at every window twice, calibration once. */
    @Override
    public double progress() {
        Calibrator running = calibrator;
        double calibrated = running == null ? 0 : running.progress();
        return (2 * pruning.progress() + calibrated) / 3;
    }

    @Override
    public void close() {
        pruning.close();
        if (calibrator != null) {
            calibrator.close();
        }
    }
}
