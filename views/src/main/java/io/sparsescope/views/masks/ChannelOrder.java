package io.sparsescope.views.masks;

import io.sparsescope.engine.observation.ActivationSlice;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The order in which channels stand beside each other. */
public enum ChannelOrder {
    /** As the model numbers them. */
    INDEX("By index"),
    /** Largest mean |x| of the dense run first. */
    MAGNITUDE("By magnitude"),
    /** Most often kept first, larger mean |x| first among equals. */
    KEPT("By use");

    private final String label;

    ChannelOrder(String label) {
        this.label = label;
    }

    /** The channel at each place, [place]; null for the model's own order. */
    int @Nullable [] of(ActivationSlice slice) {
        if (this == INDEX) {
            return null;
        }
        double[] magnitude = new double[slice.channelCount()];
        int[] keptCount = new int[slice.channelCount()];
        for (int cell = 0; cell < slice.dense().length; cell++) {
            int channel = cell % slice.channelCount();
            magnitude[channel] += Math.abs(slice.dense()[cell]);
            keptCount[channel] += slice.kept()[cell] ? 1 : 0;
        }
        Comparator<Integer> larger = Comparator.comparingDouble(channel -> -magnitude[channel]);
        Comparator<Integer> oftener = Comparator.comparingInt(channel -> -keptCount[channel]);
        return IntStream.range(0, slice.channelCount())
                .boxed()
                .sorted(this == KEPT ? oftener.thenComparing(larger) : larger)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public String toString() {
        return label;
    }
}
