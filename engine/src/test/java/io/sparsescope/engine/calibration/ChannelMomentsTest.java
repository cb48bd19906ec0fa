package io.sparsescope.engine.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Welford's moments against two passes in double precision, where one-pass formulas fail. */
final class ChannelMomentsTest {
    private static final double BOUND = 1e-9;
    private static final int POSITIONS = 20_000;

    /** Means and deviations of the channels; a float at 1e6 is known to 1/16, which is data too. */
    private static final double[][] HARD = {
        {1e6, 1e-3}, {1e6, 1}, {-1e6, 0.5}, {1e4, 1e-3}, {0, 1e-20}, {1e20, 1e18}, {3, 1e6}, {0, 1},
    };

    @Test
    void oneStreamAgreesWithTwoPasses() {
        List<float[]> rows = rows(POSITIONS);
        ChannelMoments moments = new ChannelMoments(HARD.length);
        rows.forEach(moments::add);
        assertAgrees(rows, moments, BOUND);
    }

    @Test
    void constantChannelsHaveNoVarianceAtAll() {
        ChannelMoments moments = new ChannelMoments(2);
        for (int position = 0; position < POSITIONS; position++) {
            moments.add(new float[] {1e6f, -0.1f});
        }
        assertEquals(0, moments.variance(0));
        assertEquals(0, moments.variance(1));
        assertEquals(-0.1f, moments.mean(1));
    }

    @Test
    void joinedHalvesAgreeWithTwoPassesWhereverTheCutIs() {
        List<float[]> rows = rows(POSITIONS);
        for (int cut : new int[] {0, 1, 137, POSITIONS / 2, POSITIONS - 1, POSITIONS}) {
            ChannelMoments first = new ChannelMoments(HARD.length);
            ChannelMoments second = new ChannelMoments(HARD.length);
            rows.subList(0, cut).forEach(first::add);
            rows.subList(cut, POSITIONS).forEach(second::add);
            ChannelMoments joined = first.joinedWith(second);
            assertEquals(POSITIONS, joined.count());
            assertAgrees(rows, joined, BOUND);
        }
    }

    @Test
    void nothingSeenIsZeroAndJoiningItChangesNothing() {
        ChannelMoments empty = new ChannelMoments(HARD.length);
        assertEquals(0, empty.joinedWith(empty).variance(0));
        List<float[]> rows = rows(100);
        ChannelMoments some = new ChannelMoments(HARD.length);
        rows.forEach(some::add);
        for (int channel = 0; channel < HARD.length; channel++) {
            assertEquals(some.mean(channel), some.joinedWith(empty).mean(channel));
            assertEquals(some.variance(channel), some.joinedWith(empty).variance(channel));
        }
    }

    private static List<float[]> rows(int count) {
        Random random = new Random(7);
        List<float[]> rows = new ArrayList<>();
        for (int position = 0; position < count; position++) {
            float[] row = new float[HARD.length];
            for (int channel = 0; channel < row.length; channel++) {
                row[channel] =
                        (float) (HARD[channel][0] + HARD[channel][1] * random.nextGaussian());
            }
            // One position in four a step of a float away, so that no channel is constant.
            row[0] = position % 4 == 0 ? Math.nextUp(1e6f) : 1e6f;
            rows.add(row);
        }
        return rows;
    }

    private static void assertAgrees(List<float[]> rows, ChannelMoments moments, double bound) {
        for (int channel = 0; channel < HARD.length; channel++) {
            int at = channel;
            // The first value is taken off, so that the slow twin's own sums are exact enough.
            double origin = rows.getFirst()[at];
            double shift = rows.stream().mapToDouble(row -> row[at] - origin).sum() / rows.size();
            double variance =
                    rows.stream()
                                    .mapToDouble(row -> row[at] - origin - shift)
                                    .map(deviation -> deviation * deviation)
                                    .sum()
                            / rows.size();
            String name = "channel " + channel;
            double scale = Math.abs(origin + shift) + Math.sqrt(variance);
            assertEquals(origin + shift, moments.mean(channel), bound * scale, name);
            assertEquals(variance, moments.variance(channel), bound * variance, name);
        }
    }
}
