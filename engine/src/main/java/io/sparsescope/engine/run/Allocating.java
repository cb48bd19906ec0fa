package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.GreedyAllocation;
import io.sparsescope.engine.calibration.GreedyAllocator;
import io.sparsescope.engine.calibration.GreedyProvenance;
import io.sparsescope.engine.calibration.GreedySetting;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the greedy allocation of a method: among those that are kept, else by searching. */
public final class Allocating implements SteppedWork {
    private final GreedyAllocations kept;
    private final ForwardPass pass;
    private final TokenWindows windows;
    private final Calibration calibration;
    private final GreedySetting setting;
    private @Nullable GreedyAllocator allocator;
    private @Nullable GreedyAllocation result;

    /**
     * Prepares a search.
     *
     * @param kept where allocations are kept
     * @param pass the model's network
     * @param windows windows of the calibration's texts to search on
     * @param calibration where thresholds come from
     * @param setting how to search
     */
    public Allocating(
            GreedyAllocations kept,
            ForwardPass pass,
            TokenWindows windows,
            Calibration calibration,
            GreedySetting setting) {
        this.kept = kept;
        this.pass = pass;
        this.windows = windows;
        this.calibration = calibration;
        this.setting = setting;
    }

    @Override
    public boolean step(CancelToken cancel) {
        cancel.throwIfCancelled();
        GreedyAllocator running = allocator;
        if (running == null) {
            int window = windows.windows().getFirst().length;
            var provenance =
                    new GreedyProvenance(
                            calibration.provenance(), setting, window, windows.count());
            result = kept.find(provenance).orElse(null);
            if (result != null) {
                return false;
            }
            allocator = new GreedyAllocator(pass, windows, calibration, setting);
            return true;
        }
        if (running.step(cancel)) {
            return true;
        }
        GreedyAllocation found = running.result();
        kept.keep(found);
        result = found;
        return false;
    }

    /** The allocation, once {@link #step} has returned false. */
    public GreedyAllocation result() {
        return Objects.requireNonNull(result);
    }

    @Override
    public String description() {
        return "Allocating " + setting.method().cliName() + " greedily";
    }

    @Override
    public double progress() {
        GreedyAllocator running = allocator;
        return running == null ? -1 : running.progress();
    }

    @Override
    public void close() {
        if (allocator != null) {
            allocator.close();
            allocator = null;
        }
    }
}
