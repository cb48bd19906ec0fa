package io.sparsescope.views.session;

import io.sparsescope.engine.run.CategoryComparison;
import io.sparsescope.engine.run.Contributions;
import io.sparsescope.engine.run.DecodingSpeed;
import io.sparsescope.engine.run.RunOutcome;
import io.sparsescope.engine.run.RunOutcome.MaskPreview;
import io.sparsescope.engine.run.RunOutcome.RunFailure;
import io.sparsescope.engine.run.RunOutcome.RunPending;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.run.RunOutcome.ShiftSnapshot;
import io.sparsescope.engine.run.RunRequest;
import io.sparsescope.engine.run.SweepUpdate;
import java.util.LinkedHashMap;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The newest answers and whether they answer the present question.
 *
 * <p>An answer to an earlier question is shown too, as stale: the picture moves with the hand.
 */
public final class Results {
    private static final int REMEMBERED = 1_000;

    private final ReadOnlyObjectWrapper<MaskPicture> picture = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RunSnapshot> snapshot = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ShiftPicture> shift =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SweepUpdate> sweep =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Contributions> contributions =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable CategoryComparison> categories =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable DecodingSpeed> speed =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<PanelState> pictureState =
            new ReadOnlyObjectWrapper<>(PanelState.EMPTY);
    private final ReadOnlyObjectWrapper<PanelState> snapshotState =
            new ReadOnlyObjectWrapper<>(PanelState.EMPTY);
    private final ReadOnlyObjectWrapper<String> failure = new ReadOnlyObjectWrapper<>("");

    /** When each question was last asked, for the newest questions. */
    private final LinkedHashMap<RunRequest, Long> askedAt = new LinkedHashMap<>();

    private long questions;
    private @Nullable RunRequest asked;
    private boolean modelOpen;

    Results() {}

    /** Shows what {@code other} shows. */
    void takeUp(Results other) {
        askedAt.putAll(other.askedAt);
        questions = other.questions;
        asked = other.asked;
        modelOpen = other.modelOpen;
        picture.set(other.picture.get());
        snapshot.set(other.snapshot.get());
        shift.set(other.shift.get());
        sweep.set(other.sweep.get());
        contributions.set(other.contributions.get());
        categories.set(other.categories.get());
        speed.set(other.speed.get());
        failure.set(other.failure.get());
        refresh();
    }

    /** A model was opened: answers about another one are dropped. */
    void modelOpened() {
        modelOpen = true;
        asked = null;
        failure.set("");
        picture.set(null);
        snapshot.set(null);
        shift.set(null);
        contributions.set(null);
        categories.set(null);
        speed.set(null);
        sweep.set(null);
        refresh();
    }

    /** The present question; null when there is none, as with an empty prompt. */
    void asked(@Nullable RunRequest request) {
        asked = request;
        if (request != null) {
            askedAt.remove(request);
            askedAt.put(request, ++questions);
            if (askedAt.size() > REMEMBERED) {
                askedAt.remove(askedAt.firstEntry().getKey());
            }
        }
        failure.set("");
        refresh();
    }

    /**
     * Takes an answer in; one whose question has nothing in common with the present one is shown as
     * stale.
     */
    void answered(RunOutcome outcome) {
        switch (outcome) {
            case MaskPreview preview -> {
                picture.set(MaskPicture.of(preview));
                failure.set("");
            }
            case RunSnapshot run -> {
                // A preview of a later question may be there already; the picture never goes back.
                if (picture.get() == null || time(run.request()) >= time(picture.get().request())) {
                    picture.set(MaskPicture.of(run));
                }
                snapshot.set(run);
                failure.set("");
            }
            case ShiftSnapshot measured -> shift.set(ShiftPicture.after(shift.get(), measured));
            case RunPending _ -> {
                // The job in progress says what is prepared; what is shown stays until it is done.
            }
            case RunFailure failed -> {
                if (refusesPresent(failed.request())) {
                    failure.set(failed.message());
                }
            }
        }
        refresh();
    }

    private long time(RunRequest request) {
        return askedAt.getOrDefault(request, 0L);
    }

    private void refresh() {
        MaskPicture shown = picture.get();
        RunSnapshot run = snapshot.get();
        pictureState.set(stateOf(shown == null ? null : shown.request()));
        snapshotState.set(stateOf(run == null ? null : run.request()));
    }

    private PanelState stateOf(@Nullable RunRequest shown) {
        if (!modelOpen) {
            return PanelState.EMPTY;
        }
        if (!failure.get().isEmpty()) {
            return PanelState.FAILED;
        }
        if (asked == null) {
            return PanelState.READY;
        }
        if (shown == null) {
            return PanelState.RUNNING;
        }
        return answersPresent(shown) ? PanelState.SHOWING : PanelState.STALE;
    }

    /**
     * Whether the refusal of {@code request} is one of the present question: what is looked at may
     * be the reason, as a layer that the model before had.
     */
    boolean refusesPresent(RunRequest request) {
        return asked != null && asked.sameRun(request) && asked.look().equals(request.look());
    }

    private boolean answersPresent(RunRequest request) {
        return asked != null && asked.sameRun(request);
    }

    /** The newest masks, from a preview or a run; null before the first. */
    public ReadOnlyObjectProperty<MaskPicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /** The newest comparison of a dense and a sparse run; null before the first. */
    public ReadOnlyObjectProperty<RunSnapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    void swept(SweepUpdate update) {
        sweep.set(update);
    }

    /** The newest sweep as far as it is; null before the first. */
    public ReadOnlyObjectProperty<@Nullable SweepUpdate> sweepProperty() {
        return sweep.getReadOnlyProperty();
    }

    void measured(Contributions measured) {
        contributions.set(measured);
    }

    /** What every projection contributes, as measured last; null before the first time. */
    public ReadOnlyObjectProperty<@Nullable Contributions> contributionsProperty() {
        return contributions.getReadOnlyProperty();
    }

    void compared(CategoryComparison comparison) {
        categories.set(comparison);
    }

    /** Prompts grouped by tag, as compared last; null before the first time. */
    public ReadOnlyObjectProperty<@Nullable CategoryComparison> categoriesProperty() {
        return categories.getReadOnlyProperty();
    }

    void measured(DecodingSpeed measured) {
        speed.set(measured);
    }

    /** How fast the model decodes, as measured last; null before the first time. */
    public ReadOnlyObjectProperty<@Nullable DecodingSpeed> speedProperty() {
        return speed.getReadOnlyProperty();
    }

    /** The newest measures of representation shift; null before the first. */
    public ReadOnlyObjectProperty<@Nullable ShiftPicture> shiftProperty() {
        return shift.getReadOnlyProperty();
    }

    /** Whether {@link #pictureProperty()} answers the present question. */
    public ReadOnlyObjectProperty<PanelState> pictureStateProperty() {
        return pictureState.getReadOnlyProperty();
    }

    /** Whether {@link #snapshotProperty()} answers the present question. */
    public ReadOnlyObjectProperty<PanelState> snapshotStateProperty() {
        return snapshotState.getReadOnlyProperty();
    }

    /** Why the present question could not be answered; empty when it was not refused. */
    public ReadOnlyObjectProperty<String> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
