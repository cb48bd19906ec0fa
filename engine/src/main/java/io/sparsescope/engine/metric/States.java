package io.sparsescope.engine.metric;

import io.sparsescope.engine.kernel.FloatMatrix;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * States of one run at one place, [position, channel], widened to double precision: what the
 * metrics work on. Immutable.
 *
 * <p>Which positions count is the caller's choice: {@link FloatMatrix#rows} leaves out the first
 * ones, whose states are often enormous.
 */
public final class States {
    private final DMatrixRMaj values;

    private States(DMatrixRMaj values) {
        if (values.numRows == 0 || values.numCols == 0) {
            throw new IllegalArgumentException(
                    "states need a position and a channel, not ["
                            + values.numRows
                            + ", "
                            + values.numCols
                            + "]");
        }
        this.values = values;
    }

    /**
     * Widens a matrix.
     *
     * @param matrix [position, channel]
     * @throws IllegalArgumentException when it has no position or no channel
     */
    public static States of(FloatMatrix matrix) {
        return of(matrix.toArray(), matrix.columnCount());
    }

    /**
     * Widens an array.
     *
     * @param values [position, channel], row-major
     * @param channelCount columns; divides the number of values
     * @throws IllegalArgumentException when there is nothing or the last row is not whole
     */
    public static States of(float[] values, int channelCount) {
        double[] widened = new double[values.length];
        Arrays.setAll(widened, index -> values[index]);
        return of(widened, channelCount);
    }

    /** The same of doubles, which the states then own. */
    public static States of(double[] values, int channelCount) {
        if (channelCount < 1 || values.length % channelCount != 0) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill rows of " + channelCount + " channels");
        }
        return new States(DMatrixRMaj.wrap(values.length / channelCount, channelCount, values));
    }

    /** Rows. */
    public int positionCount() {
        return values.numRows;
    }

    /** Columns. */
    public int channelCount() {
        return values.numCols;
    }

    /** One value. */
    public double get(int position, int channel) {
        return values.unsafe_get(position, channel);
    }

    /** Mean over positions, [channel]. */
    public double[] mean() {
        double[] mean = new double[channelCount()];
        for (int position = 0; position < positionCount(); position++) {
            for (int channel = 0; channel < mean.length; channel++) {
                mean[channel] += get(position, channel);
            }
        }
        for (int channel = 0; channel < mean.length; channel++) {
            mean[channel] /= positionCount();
        }
        return mean;
    }

    /**
     * These states with a vector taken from every row.
     *
     * @param offset [channel]
     */
    public States minus(double[] offset) {
        DMatrixRMaj moved = values.copy();
        for (int index = 0; index < moved.data.length; index++) {
            moved.data[index] -= offset[index % offset.length];
        }
        return new States(moved);
    }

    /** These states with their own mean taken from every row. */
    public States centred() {
        return minus(mean());
    }

    /** The matrix [position, channel]; read only. */
    DMatrixRMaj matrix() {
        return values;
    }

    /** The matrix of inner products of positions, X X^T [position, position]. */
    DMatrixRMaj gram() {
        DMatrixRMaj gram = new DMatrixRMaj(positionCount(), positionCount());
        CommonOps_DDRM.multOuter(values, gram);
        return gram;
    }

    /** The matrix of inner products of channels, X^T X [channel, channel]. */
    DMatrixRMaj channelGram() {
        DMatrixRMaj gram = new DMatrixRMaj(channelCount(), channelCount());
        CommonOps_DDRM.multInner(values, gram);
        return gram;
    }

    /** The smaller of the two, which have the same eigenvalues but for zeros. */
    DMatrixRMaj smallerGram() {
        return positionCount() < channelCount() ? gram() : channelGram();
    }

    /** Whether {@link #smallerGram} is the one of positions. */
    boolean fewerPositions() {
        return positionCount() < channelCount();
    }
}
