package io.sparsescope.views.stability;

import io.sparsescope.engine.observation.ChannelScore;
import io.sparsescope.engine.observation.ChannelScores;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * All figures of all channels of one projection's input, and their ranks by one score.
 *
 * @param scores the figures
 * @param rankedBy the score that ranks are by
 * @param ranks [channel] 1 for the largest; channels without the score come last
 * @param removed channels that the shown pruning takes out
 */
record ChannelTable(ChannelScores scores, ChannelScore rankedBy, int[] ranks, BitSet removed) {
    static ChannelTable of(ChannelScores scores, ChannelScore rankedBy, BitSet removed) {
        double[] values = scores.of(rankedBy);
        Comparator<Integer> larger =
                Comparator.<Integer>comparingDouble(channel ->
                                Double.isNaN(values[channel])
                                        ? Double.POSITIVE_INFINITY
                                        : -values[channel])
                        .thenComparing(Comparator.naturalOrder());
        int[] order =
                IntStream.range(0, values.length)
                        .boxed()
                        .sorted(larger)
                        .mapToInt(Integer::intValue)
                        .toArray();
        int[] ranks = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            ranks[order[place]] = place + 1;
        }
        return new ChannelTable(scores, rankedBy, ranks, removed);
    }

    /** Other figures of the same channels; ranks stay as they are. */
    ChannelTable withScores(ChannelScores other) {
        return new ChannelTable(other, rankedBy, ranks, removed);
    }

    /** The same channels under another pruning. */
    ChannelTable withRemoved(BitSet others) {
        return new ChannelTable(scores, rankedBy, ranks, others);
    }

    /**
     * Whether {@code other} tells of the same channels: a model that was opened meanwhile may have
     * fewer at the same place.
     */
    boolean isOf(ChannelScores other) {
        return other.site().equals(scores.site()) && other.channelCount() == scores.channelCount();
    }

    /** Whether {@code other} would be ranked the same. */
    boolean ranksHold(ChannelScores other, ChannelScore score) {
        return rankedBy == score
                && other.site().equals(scores.site())
                && Arrays.equals(other.of(score), scores.of(score));
    }
}
