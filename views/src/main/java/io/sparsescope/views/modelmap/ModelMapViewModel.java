package io.sparsescope.views.modelmap;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.run.Contributions;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.views.panel.Figures;
import io.sparsescope.views.session.MaskPicture;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.WorkbenchSession;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** One measure of every projection, and the projection that is looked at. */
public final class ModelMapViewModel {
    private final WorkbenchSession session;
    private final ObjectProperty<Measure> measure =
            new SimpleObjectProperty<>(Measure.REALISED_SPARSITY);
    private final ObjectBinding<@Nullable ModelMap> map;
    private final ObjectBinding<ProjectionSite> selectedSite;
    private final StringBinding selectedWords;

    /** Shows the session's newest answer. */
    public ModelMapViewModel(WorkbenchSession session) {
        this.session = session;
        var picture = session.results().pictureProperty();
        var selection = session.selectionProperty();
        var contributions = session.results().contributionsProperty();
        map =
                Bindings.createObjectBinding(
                        () -> mapOf(picture.get(), contributions.get()), picture, contributions);
        selectedSite = Bindings.createObjectBinding(() -> selection.get().site(), selection);
        selectedWords =
                Bindings.createStringBinding(
                        () -> words(selection.get().site()), picture, selection, measure);
    }

    private static @Nullable ModelMap mapOf(
            @Nullable MaskPicture picture, @Nullable Contributions measured) {
        if (picture == null) {
            return null;
        }
        return measured == null
                ? picture.map()
                : picture.map().with(Measure.KL_CONTRIBUTION, measured.divergence());
    }

    /** Measures contributions for the present setting, as a job. */
    public void measureContributions() {
        session.measureContributions();
    }

    /** For which level contributions were measured, in words. */
    public String contributionWords() {
        Contributions measured = session.results().contributionsProperty().get();
        return measured == null
                ? "not measured yet"
                : measured.setting().method().label()
                        + " at "
                        + Figures.percent(measured.setting().targetSparsity());
    }

    /**
     * A site and its value of the chosen measure in words; the site alone where there is no value.
     */
    public String words(ProjectionSite site) {
        ModelMap shown = map.get();
        if (shown == null || site.layer() >= shown.layerCount()) {
            return site.toString();
        }
        double value = shown.value(measure.get(), site.layer(), site.projection());
        return site
                + ": "
                + (Double.isNaN(value)
                        ? "not measured"
                        : measure.get().isShare() ? Figures.percent(value) : Figures.value(value));
    }

    /** Makes every view look at a site. */
    public void select(ProjectionSite site) {
        session.select(session.selectionProperty().get().withSite(site));
    }

    /** The measure that is shown. */
    public ObjectProperty<Measure> measureProperty() {
        return measure;
    }

    /** The newest map; null before the first answer. */
    public ObjectBinding<@Nullable ModelMap> map() {
        return map;
    }

    /** The site that is looked at. */
    public ObjectBinding<ProjectionSite> selectedSite() {
        return selectedSite;
    }

    /** The site that is looked at and its value. */
    public StringBinding selectedWords() {
        return selectedWords;
    }

    /** What there is to show. */
    public ReadOnlyObjectProperty<PanelState> stateProperty() {
        return session.results().pictureStateProperty();
    }
}
