package io.sparsescope.views.control;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.layout.Region;

/** The sparsity slider: a share from 0 to 0.95 in steps of 0.01, shown in percent. */
public final class LevelSlider extends Region {
    private final DoubleProperty level = new SimpleDoubleProperty(this, "level");
    private final ReadOnlyBooleanWrapper adjusting = new ReadOnlyBooleanWrapper(this, "adjusting");

    /** The level as a share in [0, 0.95]. */
    public DoubleProperty levelProperty() {
        return level;
    }

    /** True while the hand holds the slider; every change by hand happens while it is true. */
    public ReadOnlyBooleanProperty adjustingProperty() {
        return adjusting.getReadOnlyProperty();
    }
}
