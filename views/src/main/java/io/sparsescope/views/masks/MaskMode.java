package io.sparsescope.views.masks;

import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.ColorScale;
import io.sparsescope.views.chart.HeatMapData;
import io.sparsescope.views.chart.HeatMapData.Aggregation;
import java.util.Arrays;

/** What a cell of the heat map stands for. */
public enum MaskMode {
    /** 1 where the entry was kept, 0 where it was dropped. */
    MASK("Mask", "kept or dropped"),
    /** The entry of the sparse run before its mask. */
    VALUE("Value", "x before the mask"),
    /** The dense run's entry minus what the projection received. */
    DIFFERENCE("Difference", "x dense \u2212 S(x sparse)");

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
        return this == MASK ? theme.mask() : theme.diverging();
    }

    /** The heat map of a slice with at least one position, in the colours of {@code theme}. */
    HeatMapData data(ActivationSlice slice, ChartTheme theme) {
        int channels = slice.channelCount();
        double high = this == MASK ? 1 : colourLimit(slice.dense());
        return new HeatMapData(
                slice.positionCount(),
                channels,
                values(slice, channels),
                scale(theme),
                this == MASK ? 0 : -high,
                high,
                this == MASK ? Aggregation.MEAN : Aggregation.LARGEST_MAGNITUDE);
    }

    private HeatMapData.CellValue values(ActivationSlice slice, int channels) {
        boolean[] kept = slice.kept();
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
