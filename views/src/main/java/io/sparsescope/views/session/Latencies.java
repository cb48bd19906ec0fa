package io.sparsescope.views.session;

import io.sparsescope.engine.sparsity.SparsitySetting;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

/** How long the pictures that follow the slider take, each for itself. */
public final class Latencies {
    /** What follows the slider. */
    public enum Picture {
        /** The heat map of masks. */
        MASKS,
        /** The histogram of magnitudes. */
        MAGNITUDES,
        /** The curves of the representation shift, which wait for a whole run. */
        SHIFT
    }

    private final List<LatencyMeter> meters =
            Stream.generate(() -> new LatencyMeter(System::nanoTime))
                    .limit(Picture.values().length)
                    .toList();
    private final ReadOnlyDoubleWrapper preview = new ReadOnlyDoubleWrapper(Double.NaN);

    /** The meter of one picture. */
    public LatencyMeter of(Picture picture) {
        return meters.get(picture.ordinal());
    }

    /** A slider event asked for {@code setting}. */
    void asked(SparsitySetting setting) {
        meters.forEach(meter -> meter.asked(setting));
    }

    /** A picture of {@code setting} is on the screen. */
    public void drawn(Picture picture, SparsitySetting setting) {
        LatencyMeter meter = meters.get(picture.ordinal());
        meter.drawn(setting);
        if (picture != Picture.SHIFT) {
            preview.set(meter.lastMillisProperty().get());
        }
    }

    /**
     * Milliseconds from the last slider event to the preview that came last in the pulse that
     * answered it; NaN before the first.
     */
    public ReadOnlyDoubleProperty previewMillisProperty() {
        return preview.getReadOnlyProperty();
    }

    /** Forgets every sample. */
    public void reset() {
        meters.forEach(LatencyMeter::reset);
        preview.set(Double.NaN);
    }
}
