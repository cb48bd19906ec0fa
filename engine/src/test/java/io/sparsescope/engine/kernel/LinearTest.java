package io.sparsescope.engine.kernel;

import static io.sparsescope.engine.kernel.Samples.EPSILON;
import static io.sparsescope.engine.kernel.Samples.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** y = x W^T + b of every implementation against plain loops. */
class LinearTest {
    private static final Kernels REFERENCE = new ReferenceKernels();
    private static Implementations implementations;

    private final Samples samples = new Samples(7);

    @BeforeAll
    static void open() {
        implementations = new Implementations();
    }

    @AfterAll
    static void close() {
        implementations.close();
    }

    static Stream<Kernels> kernels() {
        return implementations.all().stream();
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16"})
    void productEqualsPlainLoopsAtEverySize(DType type) {
        for (int inSize : Samples.SIZES) {
            for (int outSize : new int[] {1, 6, 33}) {
                WeightMatrix weight = samples.weights(type, outSize, inSize);
                for (int rowCount : Samples.ROWS) {
                    compare(Samples.unbiased(weight), samples.matrix(rowCount, inSize));
                    compare(
                            new Linear(weight, samples.vector(outSize)),
                            samples.matrix(rowCount, inSize));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16"})
    void wideOutputsEqualPlainLoops(DType type) {
        compare(Samples.unbiased(samples.weights(type, 1024, 9)), samples.matrix(5, 9));
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16"})
    void deepInputsEqualPlainLoops(DType type) {
        WeightMatrix weight = samples.weights(type, 130, 2_500);
        compare(Samples.unbiased(weight), samples.matrix(7, 2_500));
        compare(Samples.unbiased(weight), samples.matrix(49, 2_500));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void zeroInputGivesTheBiasExactly(Kernels kernels) {
        float[] bias = samples.vector(33);
        Linear linear = new Linear(samples.weights(DType.BF16, 33, 100), bias);
        FloatMatrix y = linear(kernels, linear, samples.filled(3, 100, 0));
        assertNear(samples.of(1, 33, bias), y.rows(2, 1), 0, kernels.description());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void inputThatIsNoNumberSpoilsItsOwnRowOnly(Kernels kernels) {
        for (float fault :
                new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (DType type : new DType[] {DType.F32, DType.F16, DType.BF16}) {
                Linear linear = Samples.unbiased(samples.weights(type, 40, 100));
                FloatMatrix x = samples.matrix(5, 100);
                FloatMatrix sound = linear(kernels, linear, x);
                x.set(2, 99, fault);
                FloatMatrix y = linear(kernels, linear, x);
                for (int out = 0; out < 40; out++) {
                    assertFalse(Float.isFinite(y.get(2, out)), kernels.description() + " " + type);
                    assertEquals(sound.get(1, out), y.get(1, out));
                    assertEquals(sound.get(3, out), y.get(3, out));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void infinityTimesZeroIsNoNumber(Kernels kernels) {
        WeightMatrix weight = samples.weights(DType.F32, 2, 8);
        weight.bytes().fill((byte) 0);
        FloatMatrix x = samples.matrix(2, 8);
        x.set(1, 3, Float.POSITIVE_INFINITY);
        FloatMatrix y = linear(kernels, Samples.unbiased(weight), x);
        assertEquals(0, y.get(0, 1));
        assertTrue(Float.isNaN(y.get(1, 1)), kernels.description());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void hugeAndTinyInputsKeepTheirPrecision(Kernels kernels) {
        for (float scale : new float[] {1e30f, 1e-30f}) {
            WeightMatrix weight = samples.weights(DType.BF16, 9, 257);
            FloatMatrix x = samples.matrix(2, 257);
            FloatMatrix scaled = samples.copy(x);
            for (int row = 0; row < 2; row++) {
                for (int in = 0; in < 257; in++) {
                    scaled.set(row, in, scaled.get(row, in) * scale);
                }
            }
            FloatMatrix y = linear(REFERENCE, Samples.unbiased(weight), scaled);
            FloatMatrix found = linear(kernels, Samples.unbiased(weight), scaled);
            for (int out = 0; out < 9; out++) {
                double bound = 257 * EPSILON * 257 * scale;
                assertEquals(y.get(1, out), found.get(1, out), bound, kernels.description());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void smallWeightsAfterLargeOnesReuseNothingStale(Kernels kernels) {
        Linear large = Samples.unbiased(samples.weights(DType.BF16, 64, 257));
        Linear small = Samples.unbiased(samples.weights(DType.F16, 3, 7));
        for (Linear linear : List.of(large, small, large, small)) {
            FloatMatrix x = samples.matrix(2, linear.weight().inSize());
            FloatMatrix expected = linear(REFERENCE, linear, x);
            FloatMatrix found = linear(kernels, linear, x);
            assertNear(expected, found, bound(257), kernels.description());
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void oneMatrixObjectMayBeMultipliedAgainAfterItChanged(Kernels kernels) {
        Linear linear = Samples.unbiased(samples.weights(DType.F32, 8, 9));
        FloatMatrix x = samples.matrix(2, 9);
        linear(kernels, linear, x);
        x.setRows(0, samples.matrix(2, 9));
        FloatMatrix found = linear(kernels, linear, x);
        assertNear(linear(REFERENCE, linear, x), found, bound(9), kernels.description());
    }

    @Test
    void biasOfAnotherLengthIsRefused() {
        WeightMatrix weight = samples.weights(DType.F32, 3, 2);
        assertThrows(IllegalArgumentException.class, () -> new Linear(weight, new float[2]));
    }

    @Test
    void embeddingCopiesRowsExactly() {
        for (DType type : new DType[] {DType.F32, DType.F16, DType.BF16}) {
            for (int width : Samples.SIZES) {
                WeightMatrix table = samples.weights(type, 11, width);
                int[] tokens = {10, 0, 3, 3, 7};
                FloatMatrix expected = samples.filled(5, width, Float.NaN);
                FloatMatrix found = samples.filled(5, width, Float.NaN);
                REFERENCE.embed(table, tokens, expected);
                Implementations.vector().embed(table, tokens, found);
                assertNear(expected, found, 0, type + " " + width);
            }
        }
    }

    @Test
    void columnNormsAreEuclidean() {
        for (int inSize : Samples.SIZES) {
            WeightMatrix weight = samples.weights(DType.F16, 31, inSize);
            float[] norms = weight.columnNorms();
            List<Float> expected = new ArrayList<>();
            for (int in = 0; in < inSize; in++) {
                double squares = 0;
                for (int out = 0; out < 31; out++) {
                    squares += Math.pow(weight.at(out, in), 2);
                }
                expected.add((float) Math.sqrt(squares));
                assertEquals(expected.get(in), norms[in], 1e-5);
            }
        }
    }

    private void compare(Linear linear, FloatMatrix x) {
        FloatMatrix expected = linear(REFERENCE, linear, x);
        for (Kernels kernels : implementations.all()) {
            String what = kernels.description() + " " + linear.weight().type() + " " + x;
            assertNear(expected, linear(kernels, linear, x), bound(x.columnCount()), what);
        }
    }

    /** Rounding of a sum of {@code length} products of normal numbers. */
    private static double bound(int length) {
        return EPSILON * (8 + length);
    }

    /** The output starts as NaN: it must be overwritten. */
    private FloatMatrix linear(Kernels kernels, Linear linear, FloatMatrix x) {
        FloatMatrix y = samples.filled(x.rowCount(), linear.weight().outSize(), Float.NaN);
        kernels.linear(x, linear, y);
        return y;
    }
}
