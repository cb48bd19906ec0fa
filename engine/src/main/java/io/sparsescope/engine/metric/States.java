package io.sparsescope.engine.metric;

import io.sparsescope.engine.kernel.FloatMatrix;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * States of one run at one place, [position, channel], widened to double precision: what the
 * metrics work on. Immutable, and finite throughout.
 *
 * <p>Which positions count is the caller's choice: {@link FloatMatrix#rows} leaves out the first
 * ones, whose states are often enormous.
 */
public final class States {
    private final DMatrixRMaj values;

    private States(DMatrixRMaj values) {
        this.values = values;
    }

    /**
     * Widens a matrix.
     *
     * @param matrix [position, channel]
     * @throws IllegalArgumentException when it has no position or no channel, or holds a value that
     *     is infinite or no number
     */
    public static States of(FloatMatrix matrix) {
        return of(matrix.toArray(), matrix.columnCount());
    }

    /**
     * Widens an array.
     *
     * @param values [position, channel], row-major
     * @param channelCount columns; divides the number of values
     * @throws IllegalArgumentException as for a matrix, and when the last row is not whole
     */
    public static States of(float[] values, int channelCount) {
        double[] widened = new double[values.length];
        for (int index = 0; index < widened.length; index++) {
            widened[index] = values[index];
        }
        return of(widened, channelCount);
    }

    /** The same of doubles, which the states then own. */
    public static States of(double[] values, int channelCount) {
        if (channelCount < 1 || values.length == 0 || values.length % channelCount != 0) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill rows of " + channelCount + " channels");
        }
        for (int index = 0; index < values.length; index++) {
            if (!Double.isFinite(values[index])) {
                throw new IllegalArgumentException(
                        "the state at position %d, channel %d is %s: no metric can tell how far that is"
                                .formatted(
                                        index / channelCount, index % channelCount, values[index]));
            }
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

    /** Copies every value, row-major. */
    public double[] toArray() {
        return values.data.clone();
    }

    /**
     * These states from a position on.
     *
     * @param firstPosition the first that stays; less than the number of positions
     */
    public States from(int firstPosition) {
        int start = firstPosition * channelCount();
        return firstPosition == 0
                ? this
                : of(Arrays.copyOfRange(values.data, start, values.data.length), channelCount());
    }

    /**
     * Mean over positions, [channel]. It is summed as the distance from the first position, so that
     * a constant channel has its value as mean to the last bit and none of it is left when the mean
     * is taken away.
     */
    public double[] mean() {
        double[] mean = new double[channelCount()];
        for (int position = 1; position < positionCount(); position++) {
            for (int channel = 0; channel < mean.length; channel++) {
                mean[channel] += get(position, channel) - get(0, channel);
            }
        }
        for (int channel = 0; channel < mean.length; channel++) {
            mean[channel] = get(0, channel) + mean[channel] / positionCount();
        }
        return mean;
    }

    /**
     * These states with a vector taken from every row.
     *
     * @param offset [channel]
     */
    public States minus(double[] offset) {
        requireChannels(offset.length);
        DMatrixRMaj moved = values.copy();
        for (int position = 0; position < moved.numRows; position++) {
            int start = position * moved.numCols;
            for (int channel = 0; channel < offset.length; channel++) {
                moved.data[start + channel] -= offset[channel];
            }
        }
        return new States(moved);
    }

    /**
     * These states minus their mean, with every channel divided by its standard deviation over
     * positions (of the population); a constant channel becomes 0.
     */
    public States standardised() {
        DMatrixRMaj scaled = minus(mean()).values;
        double[] deviation = new double[scaled.numCols];
        for (int position = 0; position < scaled.numRows; position++) {
            for (int channel = 0; channel < deviation.length; channel++) {
                double value = scaled.unsafe_get(position, channel);
                deviation[channel] += value * value / scaled.numRows;
            }
        }
        for (int channel = 0; channel < deviation.length; channel++) {
            // A constant channel is 0 already and stays so.
            deviation[channel] = deviation[channel] == 0 ? 1 : Math.sqrt(deviation[channel]);
        }
        CommonOps_DDRM.divideCols(scaled, deviation);
        return new States(scaled);
    }

    /** The matrix [position, channel]; read only. */
    DMatrixRMaj matrix() {
        return values;
    }

    /** Refuses states that are not rows of so many channels. */
    void requireChannels(int channels) {
        if (channels != channelCount()) {
            throw new IllegalArgumentException(
                    "states of " + channelCount() + " channels do not fit " + channels);
        }
    }

    /** Refuses states that cannot be paired with these, row by row. */
    void requirePaired(States other) {
        if (positionCount() != other.positionCount() || channelCount() != other.channelCount()) {
            throw new IllegalArgumentException(this + " cannot be paired with " + other);
        }
    }

    @Override
    public String toString() {
        return "States[" + positionCount() + ", " + channelCount() + "]";
    }
}
