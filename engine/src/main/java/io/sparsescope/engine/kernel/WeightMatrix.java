package io.sparsescope.engine.kernel;

import io.sparsescope.engine.format.DType;
import java.lang.foreign.MemorySegment;
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
