package io.sparsescope.views.chart;

import io.sparsescope.engine.tokenizer.TokenSequence;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

import org.jspecify.annotations.Nullable;

import java.util.function.IntFunction;

/** A prompt as token chips that wrap like text. */
public final class TokenStrip extends Region {
    private final IntegerProperty selectedPosition =
            new SimpleIntegerProperty(this, "selectedPosition", -1);
    private final ReadOnlyIntegerWrapper selectionStart =
            new ReadOnlyIntegerWrapper(this, "selectionStart", -1);
    private final ReadOnlyIntegerWrapper selectionEnd =
            new ReadOnlyIntegerWrapper(this, "selectionEnd", -1);

    /** Shows {@code tokens}; a selection past their end is dropped. */
    public void show(TokenSequence tokens) {}

    /** Colours the chip of each position; a null function or colour leaves it plain. */
    public void setTint(@Nullable IntFunction<@Nullable Color> tint) {}

    /** The position last chosen; -1 when there is none. Setting it selects this position alone. */
    public IntegerProperty selectedPositionProperty() {
        return selectedPosition;
    }

    /** First selected position; -1 when there is none. */
    public ReadOnlyIntegerProperty selectionStartProperty() {
        return selectionStart.getReadOnlyProperty();
    }

    /** Last selected position, inclusive; -1 when there is none. */
    public ReadOnlyIntegerProperty selectionEndProperty() {
        return selectionEnd.getReadOnlyProperty();
    }
}
