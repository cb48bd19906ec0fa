package io.sparsescope.views.sparsity;

import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityReport;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.panel.Figures;
import io.sparsescope.views.session.MaskPicture;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The asked sparsity, and what the newest answer measured. */
public final class SparsityViewModel {
    /** Above this share most models lose their quality. */
    public static final double WARNING_LEVEL = 0.6;

    /** The slider moves in whole percent; a smaller change is its rounding, not the hand. */
    private static final double HALF_STEP = 0.005;

    /** What can be chosen whatever the setting holds; an imported table joins it when it comes. */
    private static final List<Allocation> OFFERED =
            List.of(Allocation.UNIFORM, new Allocation.Greedy());

    private final WorkbenchSession session;
    private final ObjectBinding<SparsitySetting> setting;
    private final ObservableList<Allocation> allocations =
            FXCollections.observableArrayList(OFFERED);
    private final StringBinding problem;
    private final StringBinding asked;
    private final StringBinding realised;
    private final StringBinding effective;
    private final BooleanBinding warned;

    /** Changes the session's sparsity. */
    public SparsityViewModel(WorkbenchSession session) {
        this.session = session;
        var experiment = session.experimentProperty();
        setting = Bindings.createObjectBinding(() -> experiment.get().setting(), experiment);
        asked =
                Bindings.createStringBinding(
                        () -> Figures.percent(setting.get().targetSparsity()), setting);
        realised = measured(SparsityReport::realisedSparsity);
        effective = measured(SparsityReport::effectiveSparsity);
        problem = Bindings.createStringBinding(() -> setting.get().problem().orElse(""), setting);
        offer(setting.get());
        experiment.addListener((_, _, now) -> offer(now.setting()));
        warned =
                Bindings.createBooleanBinding(
                        () -> setting.get().targetSparsity() > WARNING_LEVEL, setting);
    }

    /** An allocation that came with a setting stays on offer, so that one can go back to it. */
    private void offer(SparsitySetting now) {
        if (!allocations.contains(now.allocation())) {
            allocations.add(now.allocation());
        }
    }

    private StringBinding measured(ToDoubleFunction<SparsityReport> share) {
        var picture = session.results().pictureProperty();
        return Bindings.createStringBinding(
                () -> {
                    MaskPicture shown = picture.get();
                    return shown == null
                            ? "\u2013"
                            : Figures.percent(share.applyAsDouble(shown.sparsity()));
                },
                picture);
    }

    /** The hand moves the slider to {@code level}, a share in [0, 0.95]. */
    public void adjust(double level) {
        if (Math.abs(level - setting.get().targetSparsity()) >= HALF_STEP) {
            session.adjust(setting.get().withTargetSparsity(level));
        }
    }

    /** The hand has let go of the slider. */
    public void settle() {
        session.settle();
    }

    /** Chooses zeros by another method. */
    public void chooseMethod(SparsityMethod method) {
        changeTo(setting.get().withMethod(method));
    }

    /** Makes other positions sparse. */
    public void choosePositions(PositionRule positions) {
        changeTo(setting.get().withPositions(positions));
    }

    /** Spreads the asked share another way. */
    public void chooseAllocation(Allocation allocation) {
        changeTo(setting.get().withAllocation(allocation));
    }

    /** Spreads the asked share as a table in a CSV or JSON file says. */
    public void importAllocation(Path file) {
        session.importAllocation(file);
    }

    private void changeTo(SparsitySetting next) {
        session.change(session.experimentProperty().get().withSetting(next));
    }

    /** What is asked for. */
    public ObjectBinding<SparsitySetting> setting() {
        return setting;
    }

    /** The allocations to choose from. */
    public ObservableList<Allocation> allocations() {
        return allocations;
    }

    /** Why the setting means nothing, and what to do; empty when it can be run. */
    public StringBinding problem() {
        return problem;
    }

    /** The asked share in words. */
    public StringBinding asked() {
        return asked;
    }

    /** The measured share of zeros in words; a dash before the first answer. */
    public StringBinding realised() {
        return realised;
    }

    /**
     * The measured share weighted by the weights saved, in words; a dash before the first answer.
     */
    public StringBinding effective() {
        return effective;
    }

    /** Whether the asked share is above {@link #WARNING_LEVEL}. */
    public BooleanBinding warned() {
        return warned;
    }
}
