package io.sparsescope.engine.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What holds for every setting of the sampler. */
class SamplerPropertiesTest {
    private static final BitSet NONE = new BitSet();

    private static float[] logits(long seed, int vocab) {
        Random random = new Random(seed);
        float[] logits = new float[vocab];
        for (int token = 0; token < vocab; token++) {
            logits[token] = Math.round(8 * random.nextGaussian()) / 2f; // with ties
        }
        return logits;
    }

    @Property(tries = 200)
    void probabilitiesSumToOneAndFall(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 90) int vocab,
            @ForAll @IntRange(max = 20) int topK,
            @ForAll @DoubleRange(min = 0.01, max = 1) double topP,
            @ForAll @DoubleRange(min = 0, max = 1) double minP,
            @ForAll @DoubleRange(min = 0.05, max = 4) double temperature) {
        var setting = new SamplerSetting(1.2, temperature, topK, topP, minP, 1);
        BitSet seen = BitSet.valueOf(new long[] {0b1011});
        seen.clear(vocab, Math.max(vocab, 64));
        double[] left = TokenDistribution.of(logits(seed, vocab), seen, setting).probabilities();
        assertEquals(1, Arrays.stream(left).sum(), 1e-12);
        for (int rank = 1; rank < left.length; rank++) {
            assertTrue(left[rank] <= left[rank - 1]);
            assertTrue(left[rank] >= minP * left[0] * (1 - 1e-12));
        }
    }

    @Property(tries = 100)
    void topKKeepsExactlyTheKMostProbable(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 90) int vocab,
            @ForAll @IntRange(min = 1, max = 100) int topK) {
        float[] logits = logits(seed, vocab);
        int[] kept =
                TokenDistribution.of(logits, NONE, new SamplerSetting(1, 1, topK, 1, 0, 1))
                        .tokens();
        assertEquals(Math.min(topK, vocab), Arrays.stream(kept).distinct().count());
        assertEquals(Math.min(topK, vocab), kept.length);
        float least = logits[kept[kept.length - 1]];
        BitSet in = new BitSet();
        Arrays.stream(kept).forEach(in::set);
        for (int token = 0; token < vocab; token++) {
            assertTrue(in.get(token) || logits[token] <= least);
        }
    }

    @Property(tries = 100)
    void greedyIsTopOne(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 90) int vocab,
            @ForAll @DoubleRange(min = 0.5, max = 2) double penalty) {
        BitSet seen = BitSet.valueOf(new long[] {0b101});
        seen.clear(vocab, Math.max(vocab, 64));
        float[] logits = logits(seed, vocab);
        var greedy = new SamplerSetting(penalty, 0, 0, 1, 0, 1);
        var topOne = new SamplerSetting(penalty, 0.7, 1, 1, 0, 1);
        assertArrayEquals(
                TokenDistribution.of(logits, seen, greedy).tokens(),
                TokenDistribution.of(logits, seen, topOne).tokens());
    }

    @Property(tries = 50)
    void oneSeedDrawsOneStream(@ForAll long seed) {
        SamplerSetting setting = SamplerSetting.temperature(1.3, seed);
        assertArrayEquals(draw(setting), draw(setting));
        assertNotEquals(
                Arrays.toString(draw(setting)),
                Arrays.toString(draw(setting.withSeed(seed + 1)))); // 2^-100 or so by chance
    }

    private static int[] draw(SamplerSetting setting) {
        Sampler sampler = new Sampler(setting);
        int[] tokens = new int[60];
        Arrays.setAll(tokens, step -> sampler.sample(logits(step, 90)));
        return tokens;
    }

    @Test
    void shareOfDrawsApproachesTheProbability() {
        float[] logits = {0, (float) Math.log(3)};
        Sampler sampler = new Sampler(SamplerSetting.temperature(1, 5));
        long second = 0;
        for (int draw = 0; draw < 20_000; draw++) {
            second += sampler.sample(logits);
        }
        assertEquals(0.75, second / 20_000.0, 4 * Math.sqrt(0.75 * 0.25 / 20_000));
    }

    @Test
    void promptAndOwnTokensAreBothPenalised() {
        Sampler sampler = new Sampler(new SamplerSetting(2, 0, 0, 1, 0, 1));
        sampler.remember(3);
        float[] logits = {1, 2, 3, 4};
        assertEquals(2, sampler.sample(logits)); // of {1, 2, 3, 2}
        assertEquals(1, sampler.sample(logits)); // of {1, 2, 1.5, 2}
        assertEquals(3, sampler.sample(logits)); // of {1, 1, 1.5, 2}
    }

    @Test
    void aSettingWithoutMeaningIsRefused() {
        double infinite = Double.POSITIVE_INFINITY;
        for (Runnable wrong :
                List.<Runnable>of(
                        () -> new SamplerSetting(0, 1, 0, 1, 0, 1),
                        () -> new SamplerSetting(1, -0.1, 0, 1, 0, 1),
                        () -> new SamplerSetting(1, infinite, 0, 1, 0, 1),
                        () -> new SamplerSetting(1, 1, -1, 1, 0, 1),
                        () -> new SamplerSetting(1, 1, 0, 0, 0, 1),
                        () -> new SamplerSetting(1, 1, 0, Double.NaN, 0, 1),
                        () -> new SamplerSetting(1, 1, 0, 1, 1.1, 1))) {
            assertThrows(IllegalArgumentException.class, wrong::run);
        }
    }
}
