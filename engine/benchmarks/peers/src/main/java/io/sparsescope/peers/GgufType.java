package io.sparsescope.peers;

import java.nio.ByteBuffer;

/**
 * How a row of weights stands in a GGUF file. Quantised types cut a row into blocks of 32 weights
 * with one scale d in half precision: Q8_0 keeps w = d q with q from -127 to 127, Q4_0 keeps w = d
 * (q - 8) with q from 0 to 15, two to a byte. Rounding is that of ggml's reference quantisers, so
 * that llama.cpp gets what its own tools would have written.
 */
enum GgufType {
    F32(0, 1, Float.BYTES) {
        @Override
        void encodeBlock(float[] row, int first, ByteBuffer to) {
            to.putFloat(row[first]);
        }
    },
    F16(1, 1, Short.BYTES) {
        @Override
        void encodeBlock(float[] row, int first, ByteBuffer to) {
            to.putShort(Float.floatToFloat16(row[first]));
        }
    },
    Q4_0(2, 32, Short.BYTES + 16) {
        @Override
        void encodeBlock(float[] row, int first, ByteBuffer to) {
            // The largest weight goes to -8, the only end that has eight steps.
            float scale = largest(row, first) / -8;
            float inverse = scale == 0 ? 0 : 1 / scale;
            to.putShort(Float.floatToFloat16(scale));
            for (int pair = first; pair < first + 16; pair++) {
                int low = nibble(row[pair] * inverse);
                int high = nibble(row[pair + 16] * inverse);
                to.put((byte) (low | high << 4));
            }
        }

        private static int nibble(float steps) {
            return Math.min(15, (int) (steps + 8.5f));
        }
    },
    Q8_0(8, 32, Short.BYTES + 32) {
        @Override
        void encodeBlock(float[] row, int first, ByteBuffer to) {
            float scale = Math.abs(largest(row, first)) / 127;
            float inverse = scale == 0 ? 0 : 1 / scale;
            to.putShort(Float.floatToFloat16(scale));
            for (int weight = first; weight < first + 32; weight++) {
                float steps = row[weight] * inverse;
                // half away from zero, as C's roundf
                to.put((byte) (steps < 0 ? -(int) (0.5f - steps) : (int) (steps + 0.5f)));
            }
        }
    },
    BF16(30, 1, Short.BYTES) {
        @Override
        void encodeBlock(float[] row, int first, ByteBuffer to) {
            // The weights come from a file of bf16, so that the lower half is zero.
            to.putShort((short) (Float.floatToRawIntBits(row[first]) >>> 16));
        }
    };

    private final int code;
    private final int blockSize;
    private final int blockBytes;

    GgufType(int code, int blockSize, int blockBytes) {
        this.code = code;
        this.blockSize = blockSize;
        this.blockBytes = blockBytes;
    }

    abstract void encodeBlock(float[] row, int first, ByteBuffer to);

    /** The number that stands for it in files. */
    int code() {
        return code;
    }

    /** Weights that share a scale; 1 where there is none. */
    int blockSize() {
        return blockSize;
    }

    /**
     * Bytes of some rows.
     *
     * @param columns must be whole blocks
     */
    long bytes(int rows, int columns) {
        if (columns % blockSize != 0) {
            throw new IllegalArgumentException(
                    "a row of " + columns + " weights is not cut into blocks of " + blockSize);
        }
        return (long) rows * (columns / blockSize) * blockBytes;
    }

    /** Writes a row. */
    void encode(float[] row, ByteBuffer to) {
        for (int first = 0; first < row.length; first += blockSize) {
            encodeBlock(row, first, to);
        }
    }

    private static float largest(float[] row, int first) {
        float largest = 0;
        for (int weight = first; weight < first + 32; weight++) {
            largest = Math.abs(row[weight]) > Math.abs(largest) ? row[weight] : largest;
        }
        return largest;
    }
}
