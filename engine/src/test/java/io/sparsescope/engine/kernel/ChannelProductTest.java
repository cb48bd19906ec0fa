package io.sparsescope.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.DType;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Products over weights by input channel, against sums in double over the matrices themselves. */
class ChannelProductTest {
    @Property(tries = 150)
    void sumsOverActiveChannels(
            @ForAll @IntRange(min = 1, max = 200) int in,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 1, max = 700) Integer> outs,
            @ForAll DType type,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll @IntRange(min = 0, max = 100) int dropped,
            @ForAll long seed) {
        if (type == DType.F32 || type == DType.F16 || type == DType.BF16) {
            var samples = new Samples(seed);
            List<WeightMatrix> parts = new ArrayList<>();
            outs.forEach(out -> parts.add(samples.weights(type, out, in)));
            check(parts, WeightStorage.EXACT, threads, dropped, samples, seed);
        }
    }

    @Property(tries = 100)
    void int8IsWithinHalfAStepOfEveryWeight(
            @ForAll @IntRange(min = 1, max = 150) int in,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 1, max = 500) Integer> outs,
            @ForAll @IntRange(min = 1, max = 3) int threads,
            @ForAll @IntRange(min = 0, max = 100) int dropped,
            @ForAll long seed) {
        var samples = new Samples(seed);
        List<WeightMatrix> parts = new ArrayList<>();
        outs.forEach(out -> parts.add(samples.weights(DType.BF16, out, in)));
        check(parts, WeightStorage.INT8, threads, dropped, samples, seed);
    }

    @Test
    void largeMatricesAreSharedByEveryNumberOfThreads() {
        var samples = new Samples(3);
        List<WeightMatrix> parts =
                List.of(
                        samples.weights(DType.BF16, 9000, 300),
                        samples.weights(DType.BF16, 300, 300),
                        samples.weights(DType.BF16, 64, 300));
        for (int threads = 1; threads <= 5; threads++) {
            // in many pieces, and in few
            check(parts, WeightStorage.EXACT, threads, 40, samples, threads);
            check(parts, WeightStorage.EXACT, threads, 80, samples, threads);
            check(parts, WeightStorage.INT8, threads, 40, samples, threads);
            check(parts, WeightStorage.INT8, threads, 80, samples, threads);
        }
    }

    @Test
    void whatIsCountedIsWhatIsRead() {
        var samples = new Samples(4);
        try (Arena arena = Arena.ofConfined();
                var team = new WorkTeam(1)) {
            var weights = filled(List.of(samples.weights(DType.BF16, 64, 10)), WeightStorage.EXACT);
            var product = new ChannelProduct(weights, team, arena);
            var active = new ActiveChannels(10);
            FloatMatrix x = samples.matrix(1, 10);
            active.largest(x, 3);
            product.setActive(0, active);
            assertEquals(3 * 64 * Short.BYTES, product.multiply(x));
        }
    }

    private static ChannelMajorWeights filled(List<WeightMatrix> parts, WeightStorage storage) {
        var weights = new ChannelMajorWeights(parts, storage, Arena.ofAuto());
        for (int tile = 0; tile < weights.tileCount(); tile++) {
            weights.fill(tile);
        }
        assertEquals(ChannelMajorWeights.byteSize(parts, storage), weights.byteSize());
        return weights;
    }

    /** Some parts share their channels, and others have channels of their own. */
    private static void check(
            List<WeightMatrix> parts,
            WeightStorage storage,
            int threads,
            int dropped,
            Samples samples,
            long seed) {
        int in = parts.getFirst().inSize();
        FloatMatrix x = samples.matrix(1, in);
        List<ActiveChannels> chosen = new ArrayList<>();
        var random = new Random(seed);
        for (int part = 0; part < parts.size(); part++) {
            if (part > 0 && random.nextBoolean()) {
                chosen.add(chosen.getFirst());
            } else {
                var active = new ActiveChannels(in);
                active.largest(x, Math.max(1, in * (100 - dropped) / 100 - part));
                chosen.add(active);
            }
        }
        try (Arena arena = Arena.ofShared();
                var team = new WorkTeam(threads)) {
            var product = new ChannelProduct(filled(parts, storage), team, arena);
            for (int part = 0; part < parts.size(); part++) {
                product.setActive(part, chosen.get(part));
            }
            product.multiply(x);
            for (int part = 0; part < parts.size(); part++) {
                compare(parts.get(part), storage, x, chosen.get(part), product.part(part));
            }
            float[] again = product.part(0).toArray();
            product.multiply(x);
            assertArrayEquals(again, product.part(0).toArray());
        }
    }

    private static void compare(
            WeightMatrix weight,
            WeightStorage storage,
            FloatMatrix x,
            ActiveChannels active,
            FloatMatrix y) {
        for (int out = 0; out < weight.outSize(); out++) {
            double sum = 0;
            double magnitudes = 0;
            double steps = 0;
            for (int rank = 0; rank < active.count(); rank++) {
                int in = active.channel(rank);
                double term = (double) weight.at(out, in) * x.get(0, in);
                sum += term;
                magnitudes += Math.abs(term);
                steps += Math.abs(x.get(0, in)) * largestOfBlock(weight, out, in) / 254;
            }
            double bound = magnitudes * Samples.EPSILON * (active.count() + 2) + 1e-30;
            if (storage == WeightStorage.INT8) {
                bound += steps * 1.001;
            }
            double deviation = Math.abs(sum - y.get(0, out));
            assertTrue(deviation <= bound, weight.name() + " " + out + ": " + deviation);
        }
    }

    private static double largestOfBlock(WeightMatrix weight, int out, int in) {
        int first = out / ChannelElement.BLOCK * ChannelElement.BLOCK;
        double largest = 0;
        int end = Math.min(weight.outSize(), first + ChannelElement.BLOCK);
        for (int other = first; other < end; other++) {
            largest = Math.max(largest, Math.abs(weight.at(other, in)));
        }
        return largest;
    }
}
