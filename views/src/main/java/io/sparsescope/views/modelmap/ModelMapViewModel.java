package io.sparsescope.views.modelmap;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.run.Contributions;
import io.sparsescope.engine.run.MeasureCorrelation;
import io.sparsescope.engine.run.RunRequest;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.chart.PlaceOrder;
import io.sparsescope.views.chart.SiteGridData;
import io.sparsescope.views.session.MaskPicture;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** One or two measures of every projection, and the projection that is looked at. */
public final class ModelMapViewModel {
    private final WorkbenchSession session;
    private final ObjectProperty<Measure> measure =
            new SimpleObjectProperty<>(Measure.REALISED_SPARSITY);
    private final ObjectProperty<Optional<Measure>> comparedMeasure =
            new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<LayerOrder> order =
            new SimpleObjectProperty<>(LayerOrder.BY_LAYER);
    private final ReadOnlyObjectWrapper<@Nullable SiteGridData> data =
            new ReadOnlyObjectWrapper<>();
    private final ObservableValue<ProjectionSite> selectedSite;
    private final StringBinding selectedWords;
    private final StringBinding correlationWords;
    private final StringBinding subtitle;

    /** Shows the session's newest answer. */
    public ModelMapViewModel(WorkbenchSession session) {
        this.session = session;
        var contributions = session.results().contributionsProperty();
        selectedSite = session.selectionProperty().map(selection -> selection.site());
        selectedWords =
                Bindings.createStringBinding(
                        () -> words(session.selectionProperty().get().site()), data, selectedSite);
        correlationWords = Bindings.createStringBinding(this::correlation, data);
        subtitle =
                Bindings.createStringBinding(
                        this::subtitleWords, measure, comparedMeasure, order, contributions);
        session.results().pictureProperty().subscribe(_ -> update());
        contributions.subscribe(_ -> update());
        measure.subscribe(_ -> sortAnew());
        order.subscribe(_ -> sortAnew());
        comparedMeasure.subscribe(_ -> update());
    }

    /**
     * Follows the newest answer. The rows are sorted when the hand has let go and the full run is
     * there: while the slider moves, rows that change places with every answer could not be
     * followed, and what is compared is a row with itself.
     */
    private void update() {
        MaskPicture picture = session.results().pictureProperty().get();
        SiteGridData shown = data.get();
        boolean settled =
                picture != null
                        && picture.source() == MaskPicture.Source.RUN
                        && picture.request().fidelity() == RunRequest.Fidelity.FULL;
        boolean otherRows =
                picture == null
                        || shown == null
                        || shown.rows().size() != picture.map().layerCount();
        show(picture, settled || otherRows ? null : shown.rows());
    }

    private void sortAnew() {
        show(session.results().pictureProperty().get(), null);
    }

    private void show(@Nullable MaskPicture picture, @Nullable PlaceOrder keptRows) {
        if (picture == null) {
            data.set(null);
            return;
        }
        Contributions measured = session.results().contributionsProperty().get();
        ModelMap map =
                measured == null
                        ? picture.map()
                        : picture.map().with(Measure.KL_CONTRIBUTION, measured.divergence());
        PlaceOrder rows = keptRows == null ? order.get().of(map, measure.get()) : keptRows;
        data.set(new SiteGridData(map, measures(), rows));
    }

    private List<Measure> measures() {
        return comparedMeasure
                .get()
                .map(other -> List.of(measure.get(), other))
                .orElseGet(() -> List.of(measure.get()));
    }

    private String correlation() {
        SiteGridData shown = data.get();
        if (shown == null || shown.measures().size() < 2) {
            return "";
        }
        return MapWords.correlation(
                MeasureCorrelation.of(
                        shown.map(), shown.measures().getFirst(), shown.measures().getLast()));
    }

    private String subtitleWords() {
        if (!measures().contains(Measure.KL_CONTRIBUTION)) {
            return order.get().label();
        }
        String measured = MapWords.contributions(session.results().contributionsProperty().get());
        return order.get() == LayerOrder.BY_LAYER
                ? measured
                : measured + ", " + order.get().label();
    }

    /**
     * All measures of the present setting, for other programs.
     *
     * @throws io.sparsescope.views.session.NothingToExportException when it was not run yet
     */
    public ResultTables tables() {
        return MapTables.of(
                session.settledRun().map(), session.results().contributionsProperty().get());
    }

    /** Measures contributions for the present setting, as a job. */
    public void measureContributions() {
        session.measureContributions();
    }

    /** A site and its values of what is shown, in words; the site alone where there are none. */
    public String words(ProjectionSite site) {
        SiteGridData shown = data.get();
        return MapWords.site(shown == null ? null : shown.map(), measures(), site);
    }

    /** Makes every view look at a site. */
    public void select(ProjectionSite site) {
        session.select(session.selectionProperty().get().withSite(site));
    }

    /** The measure that is shown, and that sorts. */
    public ObjectProperty<Measure> measureProperty() {
        return measure;
    }

    /** The measure that is shown beside it; empty for none. */
    public ObjectProperty<Optional<Measure>> comparedMeasureProperty() {
        return comparedMeasure;
    }

    /** How the layers are sorted. */
    public ObjectProperty<LayerOrder> orderProperty() {
        return order;
    }

    /** What is drawn; null before the first answer. */
    public ReadOnlyObjectProperty<@Nullable SiteGridData> dataProperty() {
        return data.getReadOnlyProperty();
    }

    /** The site that is looked at. */
    public ObservableValue<ProjectionSite> selectedSite() {
        return selectedSite;
    }

    /** The site that is looked at and its values. */
    public StringBinding selectedWords() {
        return selectedWords;
    }

    /** How far both measures rank the projections alike; empty with one measure. */
    public StringBinding correlationWords() {
        return correlationWords;
    }

    /** In which order the layers stand, and for which level contributions were measured. */
    public StringBinding subtitle() {
        return subtitle;
    }

    /** What there is to show. */
    public ReadOnlyObjectProperty<PanelState> stateProperty() {
        return session.results().pictureStateProperty();
    }
}
