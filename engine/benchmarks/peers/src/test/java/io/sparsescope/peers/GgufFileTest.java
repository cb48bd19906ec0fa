package io.sparsescope.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files are read back by a reader of the format's description that shares nothing with the writer.
 */
final class GgufFileTest {
    private static final int COLUMNS = 96;

    @TempDir private Path directory;

    @Test
    void keysComeFirstAndTensorsStandAtAlignedOffsets() throws IOException {
        Path file = directory.resolve("small.gguf");
        new GgufFile()
                .put("a", "text")
                .put("b", 7)
                .put("c", 0.5f)
                .put("d", List.of("x", "yz"))
                .add("first", GgufType.F32, (_, row) -> fill(row, 1), 3)
                .add("second", GgufType.F16, (index, row) -> fill(row, 10 * index), 2, 5)
                .write(file);
        ByteBuffer bytes = read(file);
        assertEquals("GGUF", ascii(bytes, 4));
        assertEquals(3, bytes.getInt());
        assertEquals(2, bytes.getLong());
        assertEquals(4, bytes.getLong());
        assertEquals("a 8 text", text(bytes) + " " + bytes.getInt() + " " + text(bytes));
        assertEquals("b 4 7", text(bytes) + " " + bytes.getInt() + " " + bytes.getInt());
        assertEquals("c 6 0.5", text(bytes) + " " + bytes.getInt() + " " + bytes.getFloat());
        assertEquals(
                "d 9 8 2 x yz",
                text(bytes)
                        + " "
                        + bytes.getInt()
                        + " "
                        + bytes.getInt()
                        + " "
                        + bytes.getLong()
                        + " "
                        + text(bytes)
                        + " "
                        + text(bytes));
        assertEquals("first [3] 0 at 0", tensor(bytes));
        assertEquals("second [5, 2] 1 at 32", tensor(bytes));
        int data = Math.ceilDiv(bytes.position(), 32) * 32;
        assertEquals(2f, bytes.getFloat(data + 4));
        assertEquals(13f, Float.float16ToFloat(bytes.getShort(data + 32 + 2 * 8)));
        assertEquals(data + 64, bytes.capacity());
    }

    @ParameterizedTest
    @EnumSource(GgufType.class)
    void weightsComeBackWithinHalfAStep(GgufType type) {
        float[] row = new float[COLUMNS];
        Random random = new Random(3);
        for (int column = 0; column < COLUMNS; column++) {
            float value = (float) random.nextGaussian();
            // weights are bf16, and one block is all zeros
            row[column] =
                    column >= 64
                            ? 0
                            : Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xFFFF0000);
        }
        ByteBuffer bytes =
                ByteBuffer.allocate((int) type.bytes(1, COLUMNS)).order(ByteOrder.LITTLE_ENDIAN);
        type.encode(row, bytes);
        assertEquals(0, bytes.remaining());
        float[] back = decode(type, bytes.flip());
        for (int column = 0; column < COLUMNS; column++) {
            double bound = bound(type, largest(row, column / 32 * 32), row[column]);
            assertEquals(row[column], back[column], bound, type + " column " + column);
        }
    }

    /** Half a step, and what half precision does to the scale; Q4_0 cuts one end off by a step. */
    private static double bound(GgufType type, double largest, double value) {
        return switch (type) {
            case F32, BF16 -> 0;
            case F16 -> Math.abs(value) / 2048 + 1e-7;
            case Q8_0 -> largest / 127 * 0.5 + largest / 1024;
            case Q4_0 -> largest / 8 + largest / 1024;
        };
    }

    @Test
    void theLargestWeightOfAFourBitBlockIsKept() {
        float[] row = new float[32];
        row[5] = -4;
        row[21] = 1;
        ByteBuffer bytes = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        GgufType.Q4_0.encode(row, bytes);
        float[] back = decode(GgufType.Q4_0, bytes.flip());
        assertArrayEquals(row, back);
    }

    @Test
    void rowsOfBrokenBlocksAreRefused() {
        GgufFile file = new GgufFile();
        var failure =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> file.add("odd", GgufType.Q8_0, (_, _) -> {}, 2, 33));
        assertTrue(String.valueOf(failure.getMessage()).contains("33"), failure.toString());
    }

    private static float[] decode(GgufType type, ByteBuffer bytes) {
        float[] row = new float[COLUMNS];
        for (int column = 0; bytes.hasRemaining(); column += type.blockSize()) {
            switch (type) {
                case F32 -> row[column] = bytes.getFloat();
                case F16 -> row[column] = Float.float16ToFloat(bytes.getShort());
                case BF16 -> row[column] = Float.intBitsToFloat(bytes.getShort() << 16);
                case Q8_0 -> {
                    float scale = Float.float16ToFloat(bytes.getShort());
                    for (int index = 0; index < 32; index++) {
                        row[column + index] = scale * bytes.get();
                    }
                }
                case Q4_0 -> {
                    float scale = Float.float16ToFloat(bytes.getShort());
                    for (int index = 0; index < 16; index++) {
                        int pair = Byte.toUnsignedInt(bytes.get());
                        row[column + index] = scale * ((pair & 15) - 8);
                        row[column + index + 16] = scale * ((pair >> 4) - 8);
                    }
                }
            }
        }
        return bytes.capacity() == 18 ? java.util.Arrays.copyOf(row, 32) : row;
    }

    private static float largest(float[] row, int first) {
        float largest = 0;
        for (int column = first; column < first + 32; column++) {
            largest = Math.max(largest, Math.abs(row[column]));
        }
        return largest;
    }

    private static void fill(float[] row, int first) {
        for (int column = 0; column < row.length; column++) {
            row[column] = first + column;
        }
    }

    private static ByteBuffer read(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(ByteBuffer bytes) {
        return ascii(bytes, (int) bytes.getLong());
    }

    private static String ascii(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static String tensor(ByteBuffer bytes) {
        String name = text(bytes);
        long[] shape = new long[bytes.getInt()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = bytes.getLong();
        }
        return name
                + " "
                + java.util.Arrays.toString(shape)
                + " "
                + bytes.getInt()
                + " at "
                + bytes.getLong();
    }
}
