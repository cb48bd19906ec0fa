package io.sparsescope.engine.kernel;

import static io.sparsescope.engine.kernel.Samples.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which entries survive a threshold or a count, down to ties, signs of zero and what is no number.
 */
class SelectionTest {
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private final Samples samples = new Samples(17);

    static List<Kernels> kernels() {
        return List.of(new ReferenceKernels(), Implementations.vector());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void thresholdIsStrict(Kernels kernels) {
        float threshold = 0.3f;
        float above = Math.nextUp(threshold);
        float below = Math.nextDown(threshold);
        float[] kept =
                keepAbove(
                        kernels,
                        null,
                        threshold,
                        threshold,
                        -threshold,
                        above,
                        -above,
                        below,
                        -below);
        assertArrayEquals(new float[] {0, 0, above, -above, 0, 0}, kept);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void faultsAreKeptAboveEveryThreshold(Kernels kernels) {
        float[] kept = keepAbove(kernels, null, 1e30f, NAN, INFINITY, -INFINITY, 1e30f, 2e30f);
        assertArrayEquals(new float[] {NAN, INFINITY, -INFINITY, 0, 2e30f}, kept);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void thresholdOfZeroDropsZerosOnly(Kernels kernels) {
        float[] kept = keepAbove(kernels, null, 0, 0, -0f, Float.MIN_VALUE, -Float.MIN_VALUE);
        assertArrayEquals(new float[] {0, 0, Float.MIN_VALUE, -Float.MIN_VALUE}, kept);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void columnWeightsScaleTheScoreAndNotTheValue(Kernels kernels) {
        float[] weights = {2, 0.5f, 0, 1, 0};
        float[] kept = keepAbove(kernels, weights, 1, 0.6f, 1.9f, 100, -1.5f, NAN);
        assertArrayEquals(new float[] {0.6f, 0, 0, -1.5f, NAN}, kept);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void weightThatIsNoNumberKeepsItsColumn(Kernels kernels) {
        assertArrayEquals(
                new float[] {0.1f, 0}, keepAbove(kernels, new float[] {NAN, 1}, 5, 0.1f, 4));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void ofEqualMagnitudesTheLowerChannelWins(Kernels kernels) {
        assertArrayEquals(new float[] {-2, 1, 0, 0, 2}, keepLargest(kernels, 3, -2, 1, -1, 1, 2));
        assertArrayEquals(new float[] {5, -5, 0, 0}, keepLargest(kernels, 2, 5, -5, 5, -5));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void zerosCountLikeAnyMagnitude(Kernels kernels) {
        assertArrayEquals(new float[] {0, 0, 3, 0}, keepLargest(kernels, 3, 0, -0f, 3, 0), 0);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void countOfTheWholeRowOrMoreKeepsEverything(Kernels kernels) {
        assertArrayEquals(new float[] {1, -2, 0}, keepLargest(kernels, 3, 1, -2, 0));
        assertArrayEquals(new float[] {1, -2, 0}, keepLargest(kernels, 9, 1, -2, 0));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void faultsCountAsLargestAndTheCountStaysExact(Kernels kernels) {
        assertArrayEquals(new float[] {0, NAN, 7, 0}, keepLargest(kernels, 2, 1, NAN, 7, 2));
        assertArrayEquals(new float[] {0, NAN, 0, 0}, keepLargest(kernels, 1, 1, NAN, 7, 2));
        assertArrayEquals(new float[] {NAN, NAN, 0}, keepLargest(kernels, 2, NAN, NAN, NAN));
        assertArrayEquals(
                new float[] {NAN, INFINITY, 0}, keepLargest(kernels, 2, NAN, INFINITY, 9));
    }

    static Stream<Integer> sizes() {
        return java.util.Arrays.stream(Samples.SIZES).boxed();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everySizeAndViewEqualsPlainLoopsExactly(int size) {
        Kernels reference = new ReferenceKernels();
        for (int rowCount : Samples.ROWS) {
            FloatMatrix x = samples.matrix(rowCount, size);
            FloatMatrix expected = samples.filled(rowCount, size, NAN);
            FloatMatrix found = samples.filled(rowCount, size, NAN);
            float[] weights = samples.vector(size);
            reference.keepAbove(x, weights, 0.4f, expected);
            Implementations.vector().keepAbove(x, weights, 0.4f, found);
            assertNear(expected, found, 0, "weighted threshold");
            int count = Math.max(1, size / 3);
            Implementations.vector().keepLargest(x, count, found);
            for (int row = 0; row < rowCount; row++) {
                int left = 0;
                for (float value : found.rowToArray(row)) {
                    left += value == 0 ? 0 : 1;
                }
                assertEquals(count, left, x.toString());
            }
        }
    }

    private float[] keepAbove(
            Kernels kernels,
            float @org.jspecify.annotations.Nullable [] weights,
            float threshold,
            float... values) {
        FloatMatrix out = samples.filled(1, values.length, NAN);
        kernels.keepAbove(samples.of(1, values.length, values), weights, threshold, out);
        return out.toArray();
    }

    private float[] keepLargest(Kernels kernels, int count, float... values) {
        FloatMatrix out = samples.filled(1, values.length, NAN);
        kernels.keepLargest(samples.of(1, values.length, values), count, out);
        return out.toArray();
    }
}
