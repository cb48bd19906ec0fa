package io.sparsescope.engine.format;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Stores floats in a weight type, rounding to the nearest and ties to even: the counterpart of
 * {@link Tensor#floatAt}. A float that came from that type comes back bit for bit.
 */
public final class Narrowing {
    private static final int BF16_SHIFT = 16;
    private static final int JUST_BELOW_HALF = 0x7FFF;
    private static final short BF16_NAN = 0x7FC0;

    private Narrowing() {}

    /**
     * The value that a weight type keeps of a float.
     *
     * @param type F32, F16 or BF16
     */
    public static float round(DType type, float value) {
        return switch (type) {
            case F32 -> value;
            case F16 -> Float.float16ToFloat(Float.floatToFloat16(value));
            case BF16 -> Float.intBitsToFloat(bf16(value) << BF16_SHIFT);
            default -> throw noWeightType(type);
        };
    }

    /**
     * Whether a weight type keeps every one of some floats as it is.
     *
     * @param type F32, F16 or BF16
     */
    public static boolean keeps(DType type, float[] values) {
        for (float value : values) {
            if (round(type, value) != value) {
                return false;
            }
        }
        return true;
    }

    /**
     * The bytes of floats in a weight type, little-endian.
     *
     * @param type F32, F16 or BF16
     * @param values row-major
     */
    public static MemorySegment bytes(DType type, float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (type) {
                case F32 -> bytes.putFloat(value);
                case F16 -> bytes.putShort(Float.floatToFloat16(value));
                case BF16 -> bytes.putShort(bf16(value));
                default -> throw noWeightType(type);
            }
        }
        return MemorySegment.ofBuffer(bytes.flip());
    }

    /** A bf16 is the upper half of a float. */
    private static short bf16(float value) {
        if (Float.isNaN(value)) {
            return BF16_NAN; // adding to a NaN's bits could make an infinity of it
        }
        int bits = Float.floatToRawIntBits(value);
        int odd = (bits >>> BF16_SHIFT) & 1;
        return (short) ((bits + JUST_BELOW_HALF + odd) >>> BF16_SHIFT);
    }

    private static IllegalArgumentException noWeightType(DType type) {
        return new IllegalArgumentException(type + " holds no weights");
    }
}
