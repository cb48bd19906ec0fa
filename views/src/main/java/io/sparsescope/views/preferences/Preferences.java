package io.sparsescope.views.preferences;

import io.sparsescope.engine.run.ComputeLimits;
import io.sparsescope.views.chart.ColourMap;
import io.sparsescope.views.session.Theme;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** A person's choices for every session; the window follows them at once. */
public final class Preferences {
    /** The smallest size of everything in the window, as a share of the usual one. */
    public static final double MIN_SCALE = 0.75;

    /** The largest. */
    public static final double MAX_SCALE = 2.5;

    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final DoubleProperty scale = new SimpleDoubleProperty(1);
    private final BooleanProperty reducedMotion = new SimpleBooleanProperty();
    private final IntegerProperty threads = new SimpleIntegerProperty();
    private final DoubleProperty memoryShare =
            new SimpleDoubleProperty(ComputeLimits.USUAL_MEMORY_SHARE);
    private final ObjectProperty<ColourMap> colourMap =
            new SimpleObjectProperty<>(ColourMap.VIRIDIS);
    private final BooleanProperty tourSeen = new SimpleBooleanProperty();
    private final ObjectProperty<@Nullable WindowBounds> window = new SimpleObjectProperty<>();
    private final ObjectProperty<Map<String, WindowBounds>> tornViews =
            new SimpleObjectProperty<>(Map.of());

    /**
     * Where a window was.
     *
     * @param x of its left edge on the desktop, in pixels
     * @param y of its upper edge
     * @param width in pixels
     * @param height in pixels
     * @param maximised whether it filled the screen; the rest is then where it was before
     */
    public record WindowBounds(
            double x, double y, double width, double height, boolean maximised) {}

    /** The window's colours when it opens. */
    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /** Size of everything in the window: 1 as usual, 2 twice as large. */
    public DoubleProperty scaleProperty() {
        return scale;
    }

    /**
     * Sets {@link #scaleProperty()} to the nearest size that is allowed; what is no number is
     * ignored.
     */
    public void setScale(double wanted) {
        if (!Double.isNaN(wanted)) {
            scale.set(Math.clamp(wanted, MIN_SCALE, MAX_SCALE));
        }
    }

    /** Whether nothing slides or fades. */
    public BooleanProperty reducedMotionProperty() {
        return reducedMotion;
    }

    /** Most threads of a matrix product, 0 for as many as there are cores. */
    public ReadOnlyIntegerProperty threadsProperty() {
        return threads;
    }

    /** Sets {@link #threadsProperty()}; less than none is none, which stands for all cores. */
    public void setThreads(int most) {
        threads.set(Math.max(0, most));
    }

    /** Share of the machine's memory for weights that are widened to be multiplied faster. */
    public ReadOnlyDoubleProperty memoryShareProperty() {
        return memoryShare;
    }

    /** Sets {@link #memoryShareProperty()} to the nearest share; what is no number is ignored. */
    public void setMemoryShare(double share) {
        if (!Double.isNaN(share)) {
            memoryShare.set(Math.clamp(share, 0, 1));
        }
    }

    /** Colours of measures that run from low to high. */
    public ObjectProperty<ColourMap> colourMapProperty() {
        return colourMap;
    }

    /** Whether the tour was seen or skipped. */
    public BooleanProperty tourSeenProperty() {
        return tourSeen;
    }

    /** Where the window was last; null before the first time. */
    public ObjectProperty<@Nullable WindowBounds> windowProperty() {
        return window;
    }

    /** Where the windows of views were last, by name of the view; those that were open. */
    public ObjectProperty<Map<String, WindowBounds>> tornViewsProperty() {
        return tornViews;
    }
}
