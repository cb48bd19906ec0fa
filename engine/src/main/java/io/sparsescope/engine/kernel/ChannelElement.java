package io.sparsescope.engine.kernel;

/**
 * One element of weights stored by input channel.
 *
 * <p>A vector load brings whole words. Where a word holds several weights, they belong to outputs
 * that are one vector apart, so that a shift of all words gives neighbouring outputs:
 *
 * <pre>
 * BF16   word l of a group = outputs l (low half) and L + l (high half)
 * INT8   word l of a group = outputs l, L + l, 2L + l, 3L + l, from the lowest byte up
 * </pre>
 *
 * with L lanes in a vector.
 */
enum ChannelElement {
    F32(Float.BYTES),
    BF16(Short.BYTES),
    INT8(Byte.BYTES);

    /** Outputs that share a scale in {@link #INT8}. */
    static final int BLOCK = 128;

    private final int bytes;

    ChannelElement(int bytes) {
        this.bytes = bytes;
    }

    /** Input channels that a pass of the kernel adds: what is shared out begins at a multiple. */
    int together() {
        return switch (this) {
            case F32 -> F32Channels.TOGETHER;
            case BF16 -> Bf16Channels.TOGETHER;
            case INT8 -> Int8Channels.TOGETHER;
        };
    }

    /** Bytes of a weight, scales not counted. */
    int bytes() {
        return bytes;
    }

    /** Outputs that one step of the kernel computes: rows are padded to a multiple. */
    int group() {
        return this == INT8 ? BLOCK : 2 * Lanes.COUNT;
    }

    /** Where the weight of an output stands in its row, in elements. */
    int place(int output) {
        int perWord = Integer.BYTES / bytes;
        int inGroup = output % (perWord * Lanes.COUNT);
        return output - inGroup + inGroup % Lanes.COUNT * perWord + inGroup / Lanes.COUNT;
    }

    /** Bytes of {@code width} outputs of one input channel, their scales included. */
    long rowBytes(int width) {
        return (long) width * bytes + (this == INT8 ? (long) width / BLOCK * Float.BYTES : 0);
    }
}
