package io.sparsescope.engine.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounding to weight types, and segments of any type through the writer. */
final class NarrowingTest {
    @TempDir private Path directory;

    @Test
    void everyBf16AndF16ComesBackBitForBitThroughTheFile() {
        for (DType type : new DType[] {DType.BF16, DType.F16}) {
            float[] all = everyFinite(type);
            Path file = directory.resolve(type + ".safetensors");
            new SafetensorsWriter()
                    .add("all", type, Narrowing.bytes(type, all), all.length)
                    .write(file);
            try (SafetensorsFile opened = SafetensorsFile.open(file)) {
                assertEquals(type, opened.tensor("all").type());
                assertArrayEquals(all, opened.tensor("all").toFloats());
            }
        }
    }

    @Test
    void bf16RoundsToNearestAndTiesToEven() {
        float one = 1;
        float step = 1f / 128; // of bf16 at 1
        assertEquals(one, Narrowing.round(DType.BF16, one + step / 2));
        assertEquals(one + 2 * step, Narrowing.round(DType.BF16, one + 1.5f * step));
        assertEquals(one + step, Narrowing.round(DType.BF16, Math.nextUp(one + step / 2)));
        assertEquals(one, Narrowing.round(DType.BF16, Math.nextDown(one + step / 2)));
        assertEquals(-one - 2 * step, Narrowing.round(DType.BF16, -one - 1.5f * step));
        assertEquals(Float.POSITIVE_INFINITY, Narrowing.round(DType.BF16, Float.MAX_VALUE));
        assertTrue(Float.isNaN(Narrowing.round(DType.BF16, Float.intBitsToFloat(0x7F800001))));
    }

    @Test
    void nativeSegmentsPassThroughAndAWrongShapeIsRefused() {
        Path file = directory.resolve("native.safetensors");
        byte[] bytes = {1, 2, 3, 4, 5, 6};
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(bytes.length);
            segment.copyFrom(MemorySegment.ofArray(bytes));
            SafetensorsWriter writer = new SafetensorsWriter();
            assertThrows(
                    IllegalArgumentException.class,
                    () -> writer.add("x", DType.BF16, segment, 2, 2));
            writer.add("x", DType.BF16, segment, 3, 1).write(file);
        }
        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            Tensor tensor = opened.tensor("x");
            assertArrayEquals(
                    bytes, tensor.bytes().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
        }
    }

    private static float[] everyFinite(DType type) {
        float[] all = new float[1 << 16];
        int count = 0;
        for (int bits = 0; bits < all.length; bits++) {
            float value =
                    type == DType.BF16
                            ? Float.intBitsToFloat(bits << 16)
                            : Float.float16ToFloat((short) bits);
            if (Float.isFinite(value)) {
                all[count++] = value;
            }
        }
        return java.util.Arrays.copyOf(all, count);
    }
}
