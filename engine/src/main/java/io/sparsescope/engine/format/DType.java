package io.sparsescope.engine.format;

import java.util.Arrays;
import java.util.Optional;

/** Element types of the safetensors format; those that hold weights can be read as floats. */
public enum DType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    F8_E4M3(1),
    F8_E5M2(1),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U64(8),
    U32(4),
    U16(2),
    U8(1),
    BOOL(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether weights may have this type. */
    public boolean isWeightType() {
        return this == F32 || this == F16 || this == BF16;
    }

    /** The type that the format calls {@code name}. */
    public static Optional<DType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
