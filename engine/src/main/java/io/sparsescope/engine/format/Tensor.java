package io.sparsescope.engine.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A tensor mapped from a file; row-major, little-endian, not necessarily aligned.
 *
 * @param file where it stands
 * @param header its name, type and shape
 * @param bytes its elements; valid while the file is open
 */
public record Tensor(Path file, TensorHeader header, MemorySegment bytes) {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The element type. */
    public DType type() {
        return header.type();
    }

    /** One element widened to float, exactly. */
    public float floatAt(long index) {
        return switch (header.type()) {
            case F32 -> bytes.get(FLOAT, index * Float.BYTES);
            case F16 -> Float.float16ToFloat(bytes.get(SHORT, index * Short.BYTES));
            case BF16 -> Float.intBitsToFloat(bytes.get(SHORT, index * Short.BYTES) << 16);
            default -> throw unreadable("floating-point numbers");
        };
    }

    /**
     * All elements widened to floats, row-major; for small tensors such as norm gains and biases.
     */
    public float[] toFloats() {
        float[] values = new float[Math.toIntExact(header.elementCount())];
        for (int index = 0; index < values.length; index++) {
            values[index] = floatAt(index);
        }
        return values;
    }

    /** All elements of an I64 tensor. */
    public long[] toLongs() {
        if (header.type() != DType.I64) {
            throw unreadable("64-bit integers");
        }
        return bytes.toArray(LONG);
    }

    /** All elements of an F64 tensor. */
    public double[] toDoubles() {
        if (header.type() != DType.F64) {
            throw unreadable("64-bit floating-point numbers");
        }
        return bytes.toArray(DOUBLE);
    }

    private UnsupportedInputException unreadable(String wanted) {
        return new UnsupportedInputException(
                file,
                "tensor '"
                        + header.name()
                        + "' holds "
                        + header.type()
                        + " where "
                        + wanted
                        + " are needed",
                "convert the tensor to F32, F16 or BF16");
    }
}
