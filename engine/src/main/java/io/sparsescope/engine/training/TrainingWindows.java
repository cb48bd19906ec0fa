package io.sparsescope.engine.training;

import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A text's windows, split once into those that are learnt from and those that judge. What a step
 * learns from follows from the seed and its number alone, so that a training can be taken up at any
 * step: all windows in a random order, then all in another.
 */
final class TrainingWindows {
    private final List<int[]> learnt = new ArrayList<>();
    private final List<int[]> heldOut = new ArrayList<>();
    private final long seed;
    private int[] order = {};
    private long orderedRound = -1;

    /**
     * Splits windows. Those that judge stand evenly spread over the text.
     *
     * @throws IllegalArgumentException when there are fewer than two
     */
    TrainingWindows(TokenWindows windows, HeldOutSetting setting, long seed) {
        if (windows.count() < 2) {
            throw new IllegalArgumentException(
                    "one window must be held out, so at least 2 are needed: give a longer text or a"
                            + " smaller window");
        }
        this.seed = seed;
        int count = setting.count(windows.count());
        for (int index = 0; index < windows.count(); index++) {
            // The rank changes count times over the text.
            long before = (long) index * count / windows.count();
            long after = (index + 1L) * count / windows.count();
            (before == after ? learnt : heldOut).add(windows.windows().get(index));
        }
    }

    List<int[]> heldOut() {
        return heldOut;
    }

    int learntCount() {
        return learnt.size();
    }

    /** Windows of a batch, from one of its own on. */
    List<int[]> batch(long firstDraw, int count) {
        List<int[]> batch = new ArrayList<>();
        for (long draw = firstDraw; draw < firstDraw + count; draw++) {
            int place = Math.toIntExact(draw % learnt.size());
            batch.add(learnt.get(order(draw / learnt.size())[place]));
        }
        return batch;
    }

    /** A permutation for each round through the text (Fisher and Yates). */
    private int[] order(long round) {
        if (round != orderedRound) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + round);
            int[] shuffled = new int[learnt.size()];
            for (int index = 0; index < shuffled.length; index++) {
                int other = random.nextInt(index + 1);
                shuffled[index] = shuffled[other];
                shuffled[other] = index;
            }
            order = shuffled;
            orderedRound = round;
        }
        return order;
    }
}
