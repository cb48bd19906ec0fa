package io.sparsescope.engine.run;

import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.sweep.StoredSweep;
import io.sparsescope.engine.sweep.SweepSpec;
import io.sparsescope.engine.sweep.SweepSummary;
import java.nio.file.Path;
import java.util.List;

/**
 * How far a sweep is.
 *
 * @param order what is swept
 * @param cellCount cells of the whole sweep
 * @param summary the finished ones
 * @param over whether it has ended or was cancelled
 */
public record SweepUpdate(SweepOrder order, int cellCount, SweepSummary summary, boolean over) {
    /**
     * A sweep that was run before.
     *
     * @param directory where it stands
     * @param model that is open
     * @throws io.sparsescope.engine.format.BadInputException when there is none, or it is of
     *     another model
     */
    static SweepUpdate read(Path directory, ModelSummary model) {
        StoredSweep stored = StoredSweep.read(directory);
        if (!stored.modelHash().equals(model.hash())) {
            throw new UnsupportedInputException(
                    directory,
                    "is a sweep of another model, " + stored.modelName(),
                    "open that model first");
        }
        SweepSpec asked = stored.spec();
        return new SweepUpdate(
                new SweepOrder(
                        asked.withTexts(List.of()).withCalibration(List.of()),
                        List.of(),
                        List.of(),
                        directory),
                asked.cells().size(),
                stored.summary(),
                true);
    }
}
