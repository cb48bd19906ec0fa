package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * How far one matrix is from another of the same shape, in squared Frobenius norms summed in double
 * precision and in a fixed order: the same bits in every run.
 *
 * @param referenceEnergy ||reference||^2
 * @param differenceEnergy ||reference - other||^2
 */
public record Drift(double referenceEnergy, double differenceEnergy) {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    /**
     * Measures the drift of the whole matrix: the sum of its rows' drifts.
     *
     * @param reference [position, channel]
     * @param other [position, channel]
     */
    public static Drift between(FloatMatrix reference, FloatMatrix other) {
        return sum(byRow(reference, other));
    }

    /**
     * Measures the drift of every row.
     *
     * @param reference [position, channel]
     * @param other [position, channel]
     * @return [position]
     */
    public static Drift[] byRow(FloatMatrix reference, FloatMatrix other) {
        int rows = reference.rowCount();
        Drift[] drifts = new Drift[rows];
        int columns = reference.columnCount();
        Rows.forEach(
                rows,
                (long) rows * columns,
                row -> {
                    long from = (long) row * columns;
                    MemorySegment first = reference.data();
                    MemorySegment second = other.data();
                    DoubleVector energy = DoubleVector.zero(DOUBLES);
                    DoubleVector difference = energy;
                    for (int i = 0; i < columns; i += Lanes.COUNT) {
                        FloatVector wanted = Lanes.load(first, from + i, columns - i);
                        FloatVector apart = wanted.sub(Lanes.load(second, from + i, columns - i));
                        energy = addSquares(wanted, energy);
                        difference = addSquares(apart, difference);
                    }
                    drifts[row] = new Drift(sum(energy.toArray()), sum(difference.toArray()));
                });
        return drifts;
    }

    /**
     * ||mean over rows of (reference - other)||^2: what part of the mean difference energy of a row
     * a constant vector could take back.
     *
     * @param reference [position, channel]
     * @param other [position, channel]
     */
    public static double meanEnergy(FloatMatrix reference, FloatMatrix other) {
        int rows = reference.rowCount();
        int columns = reference.columnCount();
        double energy = 0;
        for (int column = 0; column < columns; column += Lanes.COUNT) {
            DoubleVector low = DoubleVector.zero(DOUBLES);
            DoubleVector high = low;
            for (int row = 0; row < rows; row++) {
                long from = (long) row * columns + column;
                FloatVector wanted = Lanes.load(reference.data(), from, columns - column);
                FloatVector apart = wanted.sub(Lanes.load(other.data(), from, columns - column));
                low = low.add(apart.convertShape(VectorOperators.F2D, DOUBLES, 0));
                high = high.add(apart.convertShape(VectorOperators.F2D, DOUBLES, 1));
            }
            energy += sum(low.mul(low).add(high.mul(high)).toArray());
        }
        return energy / ((double) rows * rows);
    }

    /** The drift of all rows together. */
    public static Drift sum(Drift[] rows) {
        double reference = 0;
        double difference = 0;
        for (Drift row : rows) {
            reference += row.referenceEnergy;
            difference += row.differenceEnergy;
        }
        return new Drift(reference, difference);
    }

    private static DoubleVector addSquares(FloatVector values, DoubleVector sums) {
        DoubleVector low = (DoubleVector) values.convertShape(VectorOperators.F2D, DOUBLES, 0);
        DoubleVector high = (DoubleVector) values.convertShape(VectorOperators.F2D, DOUBLES, 1);
        return high.fma(high, low.fma(low, sums));
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** ||reference - other|| / ||reference||; 0 where the reference is 0. */
    public double relativeError() {
        return referenceEnergy == 0 ? 0 : Math.sqrt(differenceEnergy / referenceEnergy);
    }
}
