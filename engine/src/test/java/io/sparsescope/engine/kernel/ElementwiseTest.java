package io.sparsescope.engine.kernel;

import static io.sparsescope.engine.kernel.Samples.EPSILON;
import static io.sparsescope.engine.kernel.Samples.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Norms, rotation, gating and addition against plain loops, at every size and in views. */
class ElementwiseTest {
    private static final float[] EXTREMES = {
        0f,
        -0f,
        1e-38f,
        -1e-38f,
        1e30f,
        -1e30f,
        88f,
        -88f,
        89f,
        -89f,
        200f,
        -200f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE,
        Float.MIN_VALUE
    };
    private static final Kernels REFERENCE = new ReferenceKernels();
    private static final Kernels VECTOR = Implementations.vector();

    private final Samples samples = new Samples(13);

    @Test
    void normOfRowsEqualsPlainLoops() {
        for (int size : Samples.SIZES) {
            for (int rowCount : Samples.ROWS) {
                compareNorm(
                        samples.matrix(rowCount, size), samples.vector(size), (8 + size) * EPSILON);
            }
        }
    }

    @Test
    void normOfHeadsEqualsPlainLoops() {
        for (int headDim : Samples.SIZES) {
            compareNorm(
                    samples.matrix(3, 4 * headDim),
                    samples.vector(headDim),
                    (8 + headDim) * EPSILON);
        }
    }

    @Test
    void normOfManyRowsEqualsPlainLoops() {
        compareNorm(samples.matrix(64, 1024), samples.vector(1024), 1024 * EPSILON);
    }

    @Test
    void normInPlaceEqualsNormElsewhere() {
        FloatMatrix x = samples.matrix(2, 100);
        FloatMatrix elsewhere = samples.filled(2, 100, Float.NaN);
        float[] gain = samples.vector(50);
        VECTOR.rmsNorm(x, gain, 1e-6, elsewhere);
        VECTOR.rmsNorm(x, gain, 1e-6, x);
        assertNear(elsewhere, x, 0, "in place");
    }

    @Test
    void normOfZerosIsZero() {
        FloatMatrix y = samples.filled(1, 31, Float.NaN);
        VECTOR.rmsNorm(samples.filled(1, 31, 0), samples.vector(31), 1e-6, y);
        assertNear(samples.filled(1, 31, 0), y, 0, "zeros");
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 1e-10f, 1e18f, 1e25f, 1e37f})
    void normOfHugeAndTinyNumbersStaysWithinRange(float magnitude) {
        FloatMatrix x = samples.matrix(2, 100);
        for (int column = 0; column < 100; column++) {
            x.set(1, column, x.get(1, column) * magnitude);
        }
        compareNorm(x, samples.vector(100), 108 * EPSILON);
    }

    @Test
    void faultSpoilsItsOwnNormGroupOnly() {
        for (float fault : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            FloatMatrix x = samples.matrix(2, 24);
            x.set(0, 10, fault);
            float[] gain = samples.vector(8);
            compareNorm(x, gain, 16 * EPSILON);
            FloatMatrix y = samples.filled(2, 24, 0);
            VECTOR.rmsNorm(x, gain, 1e-6, y);
            assertTrue(Float.isNaN(y.get(0, 10)));
            assertTrue(Float.isFinite(y.get(0, 7)) && Float.isFinite(y.get(0, 16)));
        }
    }

    @Test
    void rotationEqualsPlainLoops() {
        for (int half : Samples.SIZES) {
            for (int rowCount : Samples.ROWS) {
                FloatMatrix expected = samples.matrix(rowCount, 6 * half);
                FloatMatrix found = samples.copy(expected);
                FloatMatrix cosine = samples.matrix(rowCount, half);
                FloatMatrix sine = samples.matrix(rowCount, half);
                REFERENCE.rotate(expected, cosine, sine);
                VECTOR.rotate(found, cosine, sine);
                assertNear(expected, found, 8 * EPSILON, "half head of " + half);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gateEqualsPlainLoops(Activation activation) {
        for (int size : Samples.SIZES) {
            for (int rowCount : Samples.ROWS) {
                compareGate(
                        activation, samples.matrix(rowCount, size), samples.matrix(rowCount, size));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gateOfExtremesEqualsPlainLoops(Activation activation) {
        FloatMatrix pre = samples.of(1, EXTREMES.length, EXTREMES);
        compareGate(activation, pre, samples.filled(1, EXTREMES.length, 0.5f));
    }

    @Test
    void additionIsExactAtEverySize() {
        for (int size : Samples.SIZES) {
            FloatMatrix x = samples.matrix(5, size);
            FloatMatrix expected = samples.matrix(5, size);
            FloatMatrix found = samples.copy(expected);
            REFERENCE.add(x, expected);
            VECTOR.add(x, found);
            assertNear(expected, found, 0, "size " + size);
        }
    }

    @Test
    void aBiasIsAddedToEveryRowExactly() {
        for (int size : Samples.SIZES) {
            float[] bias = samples.matrix(1, size).toArray();
            FloatMatrix expected = samples.matrix(5, size);
            FloatMatrix found = samples.copy(expected);
            REFERENCE.addBias(bias, expected);
            VECTOR.addBias(bias, found);
            assertNear(expected, found, 0, "size " + size);
        }
    }

    @Test
    void viewsShareMemoryAndLeaveOtherRowsAlone() {
        FloatMatrix whole = samples.filled(4, 9, 1);
        VECTOR.add(samples.filled(2, 9, 5), whole.rows(1, 2));
        assertArrayEquals(samples.filled(1, 9, 1).toArray(), whole.rowToArray(0));
        assertArrayEquals(samples.filled(1, 9, 6).toArray(), whole.rowToArray(1));
        assertArrayEquals(samples.filled(1, 9, 6).toArray(), whole.rowToArray(2));
        assertArrayEquals(samples.filled(1, 9, 1).toArray(), whole.rowToArray(3));
    }

    @Test
    void viewBeyondTheRowsIsRefused() {
        FloatMatrix small = samples.filled(2, 3, 1);
        assertThrows(IndexOutOfBoundsException.class, () -> small.rows(1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> small.rows(-1, 1));
        assertEquals(0, small.rows(2, 0).toArray().length);
    }

    private void compareNorm(FloatMatrix x, float[] gain, double tolerance) {
        FloatMatrix expected = samples.filled(x.rowCount(), x.columnCount(), Float.NaN);
        FloatMatrix found = samples.filled(x.rowCount(), x.columnCount(), Float.NaN);
        REFERENCE.rmsNorm(x, gain, 1e-6, expected);
        VECTOR.rmsNorm(x, gain, 1e-6, found);
        assertNear(expected, found, tolerance, x + " in groups of " + gain.length);
    }

    private void compareGate(Activation activation, FloatMatrix pre, FloatMatrix preLinear) {
        FloatMatrix expected = samples.filled(pre.rowCount(), pre.columnCount(), Float.NaN);
        FloatMatrix found = samples.filled(pre.rowCount(), pre.columnCount(), Float.NaN);
        REFERENCE.gate(activation, pre, preLinear, expected);
        VECTOR.gate(activation, pre, preLinear, found);
        assertNear(expected, found, 16 * EPSILON, activation + " " + pre);
    }
}
