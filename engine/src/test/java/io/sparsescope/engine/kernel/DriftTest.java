package io.sparsescope.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Drift and zeros against plain loops, in views and at every size around a vector's. */
class DriftTest {
    private final Samples samples = new Samples(5);

    static Stream<Integer> sizes() {
        return Arrays.stream(Samples.SIZES).boxed();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void driftEqualsPlainLoops(int size) {
        for (int rows : Samples.ROWS) {
            FloatMatrix reference = samples.matrix(rows, size);
            FloatMatrix other = samples.matrix(rows, size);
            double energy = 0;
            double difference = 0;
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < size; column++) {
                    float wanted = reference.get(row, column);
                    float apart = wanted - other.get(row, column);
                    energy += (double) wanted * wanted;
                    difference += (double) apart * apart;
                }
            }
            Drift drift = Drift.between(reference, other);
            assertEquals(energy, drift.referenceEnergy(), 1e-12 * energy);
            assertEquals(difference, drift.differenceEnergy(), 1e-12 * difference);
            assertEquals(Math.sqrt(difference / energy), drift.relativeError(), 1e-12);
            assertEquals(0, Drift.between(reference, samples.copy(reference)).relativeError());
            Drift[] byRow = Drift.byRow(reference, other);
            assertEquals(rows, byRow.length);
            assertEquals(drift, Drift.sum(byRow));
            assertEquals(
                    Drift.between(reference.rows(rows - 1, 1), other.rows(rows - 1, 1)),
                    byRow[rows - 1]);
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void zerosAreCountedInTheRowsAndNotBeyondThem(int size) {
        for (int rows : Samples.ROWS) {
            FloatMatrix matrix = samples.matrix(rows, size);
            long zeros = 0;
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < size; column += 1 + row) {
                    matrix.set(row, column, column % 2 == 0 ? 0 : -0f);
                    zeros++;
                }
            }
            assertEquals(zeros, matrix.zeroCount());
        }
    }

    @org.junit.jupiter.api.Test
    void nothingIsNoDriftFromNothing() {
        FloatMatrix zero = samples.filled(2, 9, 0);
        assertEquals(0, Drift.between(zero, zero).relativeError());
        assertEquals(18, zero.zeroCount());
        assertEquals(0, samples.filled(2, 9, Float.NaN).zeroCount());
    }
}
