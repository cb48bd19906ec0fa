package io.sparsescope.views.sparsity;

import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.session.MaskPicture;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.Map;
import java.util.SortedMap;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** Levels that hold instead of the slider's: at the selected projection, and all in force. */
public final class LevelsViewModel {
    /** Levels are typed in whole percent; a smaller change is its rounding, not the hand. */
    private static final double HALF_STEP = 0.005;

    private final WorkbenchSession session;
    private final ObjectProperty<ScopeChoice> reach =
            new SimpleObjectProperty<>(ScopeChoice.PROJECTION);
    private final ObjectBinding<ProjectionSite> site;
    private final ObjectBinding<SparsitySetting> setting;
    private final ObjectBinding<SortedMap<LevelScope, Double>> overrides;
    private final ObjectBinding<Double> level;
    private final BooleanBinding overridden;
    private final BooleanBinding closed;

    /** Changes the session's overrides. */
    public LevelsViewModel(WorkbenchSession session) {
        this.session = session;
        var selection = session.selectionProperty();
        var experiment = session.experimentProperty();
        site = Bindings.createObjectBinding(() -> selection.get().site(), selection);
        setting = Bindings.createObjectBinding(() -> experiment.get().setting(), experiment);
        overrides = Bindings.createObjectBinding(() -> setting.get().overrides(), setting);
        level =
                Bindings.createObjectBinding(
                        this::levelInForce,
                        site,
                        setting,
                        reach,
                        session.results().pictureProperty());
        overridden =
                Bindings.createBooleanBinding(
                        () -> setting.get().overrides().containsKey(scope()), site, setting, reach);
        closed = session.modelProperty().isNull();
    }

    /** The scope's own level; else what the answer says of the projection; else the slider's. */
    private double levelInForce() {
        Double own = setting.get().overrides().get(scope());
        if (own != null) {
            return own;
        }
        if (reach.get() != ScopeChoice.PROJECTION) {
            return setting.get().targetSparsity();
        }
        return setting.get().override(site.get()).orElseGet(this::allocatedLevel);
    }

    private double allocatedLevel() {
        MaskPicture shown = session.results().pictureProperty().get();
        return shown != null
                        && shown.request().setting().equals(setting.get())
                        && shown.focus().site().equals(site.get())
                ? shown.site().level()
                : setting.get().targetSparsity();
    }

    private LevelScope scope() {
        return reach.get().scope(site.get());
    }

    /**
     * Gives the chosen scope a level of its own, as one undo step.
     *
     * @param level in [0, 1)
     */
    public void set(double level) {
        if (Math.abs(level - this.level.get()) >= HALF_STEP) {
            changeTo(setting.get().withOverride(scope(), level));
        }
    }

    /** Makes the chosen scope dense. */
    public void makeDense() {
        changeTo(setting.get().withOverride(scope(), 0));
    }

    /** Takes the chosen scope's own level away. */
    public void reset() {
        remove(scope());
    }

    /** Takes one override away. */
    public void remove(LevelScope scope) {
        changeTo(setting.get().withoutOverride(scope));
    }

    private void changeTo(SparsitySetting next) {
        session.change(session.experimentProperty().get().withSetting(next));
    }

    /** One override in words, such as {@code layer 3 down_proj}. */
    static String words(Map.Entry<LevelScope, Double> override) {
        return ScopeChoice.words(override.getKey());
    }

    /** How far a new level reaches. */
    public ObjectProperty<ScopeChoice> reachProperty() {
        return reach;
    }

    /** The selected projection. */
    public ObjectBinding<ProjectionSite> site() {
        return site;
    }

    /** The level that holds for the chosen scope, in [0, 1). */
    public ObjectBinding<Double> level() {
        return level;
    }

    /** Every override in force, the least precise first. */
    public ObjectBinding<SortedMap<LevelScope, Double>> overrides() {
        return overrides;
    }

    /** Whether the chosen scope has a level of its own. */
    public BooleanBinding overridden() {
        return overridden;
    }

    /** Whether no model is open, so that there is nothing to give a level to. */
    public BooleanBinding closed() {
        return closed;
    }
}
