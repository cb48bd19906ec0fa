package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.spontaneous.Folding;
import java.nio.file.Path;
import java.util.Map;

/** Folds spontaneous vectors into biases and writes the checkpoint, in one step. */
final class FoldingWork implements SteppedWork {
    private final LiveModel open;
    private final Intervention intervention;
    private final Path directory;
    private double difference = Double.NaN;

    FoldingWork(LiveModel open, Intervention intervention, Path directory) {
        this.open = open;
        this.intervention = intervention;
        this.directory = directory;
    }

    @Override
    public boolean step(CancelToken cancel) {
        cancel.throwIfCancelled();
        Network network = open.network();
        Planning.Planned planned = open.planning().plan(intervention);
        Folding folding = new Folding(network.model(), planned.plan());
        if (folding.sites().isEmpty()) {
            throw new IllegalArgumentException(
                    "There is nothing to fold: no projection with a vector is sparse.");
        }
        Map<String, String> provenance =
                Map.of(
                        "folded.model_hash", network.model().summary().hash(),
                        "folded.vectors", planned.spontaneous().words(),
                        "folded.method", planned.setting().method().cliName(),
                        "folded.sparsity", String.valueOf(planned.setting().targetSparsity()));
        difference =
                folding.write(
                        directory,
                        provenance,
                        network.kernelsWithoutCopies(),
                        open.planning().windows().windows().getFirst());
        return false;
    }

    /** Largest difference of logits between the checkpoint and the unfolded run. */
    double difference() {
        return difference;
    }

    @Override
    public String description() {
        return "Folding into " + directory.getFileName();
    }

    @Override
    public double progress() {
        return -1;
    }

    @Override
    public void close() {}
}
