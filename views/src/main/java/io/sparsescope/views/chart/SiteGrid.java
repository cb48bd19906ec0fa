package io.sparsescope.views.chart;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.sparsity.ProjectionSite;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.Region;

import org.jspecify.annotations.Nullable;

/** The model as a grid, layers x projections, coloured by one measure. */
public final class SiteGrid extends Region implements ThemedChart {
    private final ObjectProperty<@Nullable ProjectionSite> selectedSite =
            new SimpleObjectProperty<>(this, "selectedSite");
    private final ReadOnlyObjectWrapper<@Nullable ProjectionSite> hoveredSite =
            new ReadOnlyObjectWrapper<>(this, "hoveredSite");

    /** Shows {@code measure} of {@code map} from the next pulse on. */
    public void show(ModelMap map, ModelMap.Measure measure) {}

    /** Shows nothing. */
    public void clear() {}

    @Override
    public void setTheme(ChartTheme theme) {}

    /** The selected site; null when there is none. */
    public ObjectProperty<@Nullable ProjectionSite> selectedSiteProperty() {
        return selectedSite;
    }

    /** The site under the mouse; null outside. */
    public ReadOnlyObjectProperty<@Nullable ProjectionSite> hoveredSiteProperty() {
        return hoveredSite.getReadOnlyProperty();
    }
}
