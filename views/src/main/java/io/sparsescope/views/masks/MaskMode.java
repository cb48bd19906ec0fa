package io.sparsescope.views.masks;

import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.ColorScale;
import io.sparsescope.views.chart.HeatMapData;
import io.sparsescope.views.chart.HeatMapData.Aggregation;
import io.sparsescope.views.session.MaskPicture;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a cell of the heat map stands for. */
public enum MaskMode {
    /** 1 where the entry was kept, 0 where it was dropped. */
    MASK("Mask", "kept or dropped"),
    /** The entry of the sparse run before its mask. */
    VALUE("Value", "x before the mask"),
    /** The dense run's entry minus what the projection received. */
    DIFFERENCE("Difference", "x dense \u2212 S(x sparse)"),
    /** Which of two methods keeps the entry. */
    DISAGREEMENT("Disagreement", "which of two methods keeps it");

    /**
     * Magnitudes above this quantile share the darkest colour, so that sinks do not blot out the
     * rest.
     */
    private static final double COLOUR_QUANTILE = 0.99;

    private static final int MAX_SAMPLES = 4_096;

    private final String label;
    private final String legend;

    MaskMode(String label, String legend) {
        this.label = label;
        this.legend = legend;
    }

    /** The words on the switch. */
    public String label() {
        return label;
    }

    /** The words under the colours. */
    public String legend() {
        return legend;
    }

    /** The colours on the background of {@code theme}. */
    public ColorScale scale(ChartTheme theme) {
        return switch (this) {
            case MASK -> theme.mask();
            case VALUE, DIFFERENCE -> theme.diverging();
            case DISAGREEMENT -> theme.disagreement();
        };
    }

    /** What can be drawn of a picture: the mask alone until the other one has come. */
    MaskMode drawable(MaskPicture picture) {
        return this == DISAGREEMENT && picture.site().otherKept() == null ? MASK : this;
    }

    /** The heat map of a picture with at least one position, in the colours of {@code theme}. */
    HeatMapData data(MaskPicture picture, ChartTheme theme) {
        ActivationSlice slice = picture.focus();
        double high =
                switch (this) {
                    case MASK -> 1;
                    case VALUE, DIFFERENCE -> colourLimit(slice.dense());
                    case DISAGREEMENT -> Disagreement.REACH;
                };
        return new HeatMapData(
                slice.positionCount(),
                slice.channelCount(),
                values(slice, picture.site().otherKept()),
                scale(theme),
                this == MASK ? 0 : -high,
                high,
                this == MASK ? Aggregation.MEAN : Aggregation.LARGEST_MAGNITUDE);
    }

    private HeatMapData.CellValue values(ActivationSlice slice, boolean @Nullable [] other) {
        int channels = slice.channelCount();
        boolean[] kept = slice.kept();
        boolean[] otherKept = other == null ? kept : other;
        float[] dense = slice.dense();
        float[] sparse = slice.sparse();
        return switch (this) {
            case MASK -> (row, column) -> kept[row * channels + column] ? 1 : 0;
            case VALUE -> (row, column) -> sparse[row * channels + column];
            case DIFFERENCE ->
                    (row, column) -> {
                        int cell = row * channels + column;
                        return dense[cell] - (kept[cell] ? sparse[cell] : 0);
                    };
            case DISAGREEMENT ->
                    (row, column) -> {
                        int cell = row * channels + column;
                        return Disagreement.of(kept[cell], otherKept[cell]).value();
                    };
        };
    }

    private static double colourLimit(float[] values) {
        int stride = Math.max(1, values.length / MAX_SAMPLES);
        float[] sample = new float[(values.length + stride - 1) / stride];
        for (int index = 0; index < sample.length; index++) {
            sample[index] = Math.abs(values[index * stride]);
        }
        Arrays.sort(sample);
        float limit = sample[(int) (COLOUR_QUANTILE * (sample.length - 1))];
        return limit > 0 ? limit : 1;
    }
}
