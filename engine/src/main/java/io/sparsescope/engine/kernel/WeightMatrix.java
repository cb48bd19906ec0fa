package io.sparsescope.engine.kernel;

import io.sparsescope.engine.format.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A weight matrix [out, in] as the file holds it, row-major in its own element type.
 *
 * @param name Hugging Face's tensor name
 * @param outSize rows: output channels
 * @param inSize columns: input channels
 * @param type F32, F16 or BF16
 * @param bytes the elements, little-endian; mapped, so valid while the file is open
 */
public record WeightMatrix(String name, int outSize, int inSize, DType type, MemorySegment bytes) {
    static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    public WeightMatrix {
        if (!type.isWeightType() || bytes.byteSize() != (long) outSize * inSize * type.bytes()) {
            throw new IllegalArgumentException(
                    name
                            + " "
                            + type
                            + " ["
                            + outSize
                            + ", "
                            + inSize
                            + "] has "
                            + bytes.byteSize()
                            + " bytes");
        }
    }

    /** Number of weights. */
    public long size() {
        return (long) outSize * inSize;
    }

    /** One weight, widened exactly. */
    public float at(int out, int in) {
        long index = (long) out * inSize + in;
        return switch (type) {
            case F32 -> bytes.get(FLOAT, index * Float.BYTES);
            case F16 -> Float.float16ToFloat(bytes.get(SHORT, index * Short.BYTES));
            default -> Float.intBitsToFloat(bytes.get(SHORT, index * Short.BYTES) << 16);
        };
    }

    /**
     * A copy of chosen rows and columns, bit for bit; {@code -1} asks for a row or column of zeros.
     *
     * @param rows [out of the copy] output channels of this matrix
     * @param columns [in of the copy] input channels of this matrix
     * @param allocator owns the copy
     */
    public WeightMatrix selection(int[] rows, int[] columns, SegmentAllocator allocator) {
        int width = type.bytes();
        // At least one byte, and zeroed: 0 is all bits 0 in every weight type.
        MemorySegment copy =
                allocator.allocate(Math.max(1, (long) rows.length * columns.length * width), 64);
        for (int out = 0; out < rows.length; out++) {
            for (int in = 0; in < columns.length && rows[out] >= 0; in++) {
                if (columns[in] >= 0) {
                    long from = ((long) rows[out] * inSize + columns[in]) * width;
                    long to = ((long) out * columns.length + in) * width;
                    if (type == DType.F32) {
                        copy.set(INT, to, bytes.get(INT, from));
                    } else {
                        copy.set(SHORT, to, bytes.get(SHORT, from));
                    }
                }
            }
        }
        return new WeightMatrix(
                name,
                rows.length,
                columns.length,
                type,
                copy.asSlice(0, (long) rows.length * columns.length * width));
    }

    /**
     * W x for one vector, summed in double.
     *
     * @param x [in]
     * @return [out]
     */
    public float[] times(float[] x) {
        if (x.length != inSize) {
            throw new IllegalArgumentException(
                    name + " takes " + inSize + " channels, not " + x.length);
        }
        float[] y = new float[outSize];
        float[] row = new float[inSize];
        for (int out = 0; out < outSize; out++) {
            Widening.row(this, out, row);
            double sum = 0;
            for (int in = 0; in < inSize; in++) {
                sum += (double) row[in] * x[in];
            }
            y[out] = (float) sum;
        }
        return y;
    }

    /**
     * W^T g for one vector, summed in double: takes the gradient of an output to the input.
     *
     * @param g [out]
     * @return [in]
     */
    public double[] transposedTimes(double[] g) {
        if (g.length != outSize) {
            throw new IllegalArgumentException(
                    name + " puts out " + outSize + " channels, not " + g.length);
        }
        double[] sums = new double[inSize];
        float[] row = new float[inSize];
        for (int out = 0; out < outSize; out++) {
            Widening.row(this, out, row);
            for (int in = 0; in < inSize; in++) {
                sums[in] += row[in] * g[out];
            }
        }
        return sums;
    }

    /** Mean magnitude of every column, [in]: mean_i |W[i, j]|, for Wanda-SP's score. */
    public double[] columnMeanMagnitudes() {
        double[] means = new double[inSize];
        float[] row = new float[inSize];
        for (int out = 0; out < outSize; out++) {
            Widening.row(this, out, row);
            for (int in = 0; in < inSize; in++) {
                means[in] += Math.abs(row[in]) / (double) outSize;
            }
        }
        return means;
    }

    /**
     * Euclidean norm of every column, [in]: ||W[:, j]||_2, the weight of input channel j in WINA's
     * score.
     */
    public float[] columnNorms() {
        double[] squares = new double[inSize];
        float[] row = new float[inSize];
        for (int out = 0; out < outSize; out++) {
            Widening.row(this, out, row);
            for (int in = 0; in < inSize; in++) {
                squares[in] += (double) row[in] * row[in];
            }
        }
        float[] norms = new float[inSize];
        for (int in = 0; in < inSize; in++) {
            norms[in] = (float) Math.sqrt(squares[in]);
        }
        return norms;
    }
}
