package io.sparsescope.views.speed;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.DecodingSpeed;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.session.NothingToExportException;
import io.sparsescope.views.session.WorkbenchSession;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.jspecify.annotations.Nullable;

/** How fast the open model decodes: what was measured, and the texts while they are written. */
public final class SpeedViewModel {
    private final WorkbenchSession session;
    private final BooleanBinding running;
    private final BooleanBinding outOfDate;

    /** Measures the session's model. */
    public SpeedViewModel(WorkbenchSession session) {
        this.session = session;
        var job = session.jobProperty();
        running =
                Bindings.createBooleanBinding(
                        () -> job.get() != null && job.get().job().equals(DecodingSpeed.JOB), job);
        var experiment = session.experimentProperty();
        outOfDate =
                Bindings.createBooleanBinding(
                        () -> hasMoved(speedProperty().get()), speedProperty(), experiment);
    }

    private boolean hasMoved(@Nullable DecodingSpeed speed) {
        return speed != null
                && !speed.intervention().equals(session.experimentProperty().get().intervention());
    }

    /** Measures levels of the present method and the present setting, as a job. */
    void measure() {
        session.measureSpeed();
    }

    /** Ends the job; complete rounds stay. */
    void cancel() {
        session.cancelJob();
    }

    /**
     * What was measured last, for other programs.
     *
     * @throws NothingToExportException when nothing was
     */
    public ResultTables tables() {
        DecodingSpeed speed = speedProperty().get();
        if (speed == null) {
            throw new NothingToExportException(
                    "no speed was measured; measure it, then export again");
        }
        return SpeedTables.of(speed);
    }

    /** What was measured last; null before the first round. */
    ReadOnlyObjectProperty<@Nullable DecodingSpeed> speedProperty() {
        return session.results().speedProperty();
    }

    /** The texts so far; null before the first. */
    ReadOnlyObjectProperty<GenerationUpdate> textsProperty() {
        return session.streams().updateProperty();
    }

    /** The open model; null before the first. */
    ReadOnlyObjectProperty<ModelSummary> modelProperty() {
        return session.modelProperty();
    }

    /** Whether a measurement is under way. */
    BooleanBinding running() {
        return running;
    }

    /** Whether what was measured is of another setting than the present. */
    BooleanBinding outOfDate() {
        return outOfDate;
    }
}
