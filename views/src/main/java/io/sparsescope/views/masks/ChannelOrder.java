package io.sparsescope.views.masks;

import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.observation.ChannelScore;
import io.sparsescope.views.session.MaskPicture;
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
    KEPT("By use"),
    /** Steadiest over the calibration text first. */
    STABILITY("By stability"),
    /** Most often kept over the calibration text first; as numbered where nothing is masked. */
    PERSISTENCE("By persistence");

    private final String label;

    ChannelOrder(String label) {
        this.label = label;
    }

    /** The channel at each place, [place]; null for the model's own order. */
    int @Nullable [] of(MaskPicture picture) {
        return switch (this) {
            case INDEX -> null;
            case MAGNITUDE, KEPT -> byUse(picture.focus());
            case STABILITY -> byScore(picture.site().channels().of(ChannelScore.STABILITY));
            case PERSISTENCE -> byScore(picture.site().channels().of(ChannelScore.PERSISTENCE));
        };
    }

    private int[] byUse(ActivationSlice slice) {
        double[] magnitude = new double[slice.channelCount()];
        int[] keptCount = new int[slice.channelCount()];
        for (int cell = 0; cell < slice.dense().length; cell++) {
            int channel = cell % slice.channelCount();
            magnitude[channel] += Math.abs(slice.dense()[cell]);
            keptCount[channel] += slice.kept()[cell] ? 1 : 0;
        }
        Comparator<Integer> larger = Comparator.comparingDouble(channel -> -magnitude[channel]);
        Comparator<Integer> oftener = Comparator.comparingInt(channel -> -keptCount[channel]);
        return sorted(slice.channelCount(), this == KEPT ? oftener.thenComparing(larger) : larger);
    }

    private static int[] byScore(double[] scores) {
        return sorted(
                scores.length,
                Comparator.comparingDouble(
                        channel -> Double.isNaN(scores[channel]) ? 0 : -scores[channel]));
    }

    private static int[] sorted(int channels, Comparator<Integer> order) {
        return IntStream.range(0, channels)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public String toString() {
        return label;
    }
}
