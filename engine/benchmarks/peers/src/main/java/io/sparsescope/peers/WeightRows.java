package io.sparsescope.peers;

import io.sparsescope.engine.kernel.WeightMatrix;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Rows of bf16 matrices as floats, exactly. */
final class WeightRows {
    private static final ValueLayout.OfShort BF16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private WeightRows() {}

    static void read(WeightMatrix weight, int row, float[] values) {
        long first = (long) row * weight.inSize() * Short.BYTES;
        for (int column = 0; column < values.length; column++) {
            short upper = weight.bytes().get(BF16, first + (long) column * Short.BYTES);
            values[column] = Float.intBitsToFloat(upper << 16);
        }
    }
}
