package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;

/**
 * y[c] += sum over active channels j of x[j] W^T[j, c], for a range of outputs of one tile.
 *
 * <p>Several channels are added in one pass over the outputs: a sum is loaded and stored once for
 * all of their products, and as many rows are on their way from memory at a time. They are not
 * neighbours: the channels are cut into as many stretches, and a pass takes the next one of each,
 * so that memory is read in a few streams, which go on from pass to pass.
 *
 * <p>Loops over vectors call nothing but the Vector API, and that is why they are written out. The
 * compiler inlines the API whatever the size of a method; anything else it leaves out from a
 * certain size on ({@code NodeCountInliningCutoff}), and a vector that passes such a call goes to
 * the heap.
 */
final class ChannelKernels {
    private ChannelKernels() {}

    /**
     * Adds some of the active channels.
     *
     * @param weights the matrix
     * @param tile which of its tiles
     * @param from first output, counted from the start of the matrix; starts a group
     * @param to end of the outputs; ends a group
     * @param active which channels
     * @param first first entry of {@code active} that is added
     * @param last end of those
     * @param x [in]
     * @param y [width] sums, at {@code yFrom + output}
     * @param yFrom first element of {@code y}
     */
    static void add(
            ChannelMajorWeights weights,
            int tile,
            int from,
            int to,
            int[] active,
            int first,
            int last,
            MemorySegment x,
            MemorySegment y,
            long yFrom) {
        MemorySegment w = weights.data();
        ChannelElement element = weights.element();
        int skipped = from - weights.tileFrom(tile);
        long start = weights.tileBytesFrom(tile) + (long) skipped * element.bytes();
        long pitch = weights.pitch(tile);
        int count = to - from;
        long target = (yFrom + from) * Float.BYTES;
        int tileOutputs = weights.tileTo(tile) - weights.tileFrom(tile);
        long scales = tileOutputs - skipped + (long) skipped / ChannelElement.BLOCK * Float.BYTES;
        int passes = (last - first) / element.together();
        for (int k = first; k < first + passes; k++) {
            switch (element) {
                case BF16 ->
                        Bf16Channels.addSeven(
                                w, start, pitch, count, active, k, passes, x, y, target);
                case F32 ->
                        F32Channels.addFour(
                                w, start, pitch, count, active, k, passes, x, y, target);
                case INT8 ->
                        Int8Channels.addFour(
                                w, start, pitch, scales, count, active, k, passes, x, y, target);
            }
        }
        for (int k = first + element.together() * passes; k < last; k++) {
            long row = start + active[k] * pitch;
            float value = Lanes.at(x, active[k]);
            switch (element) {
                case BF16 -> Bf16Channels.addOne(w, row, count, value, y, target);
                case F32 -> F32Channels.addOne(w, row, count, value, y, target);
                case INT8 -> Int8Channels.addOne(w, row, row + scales, count, value, y, target);
            }
        }
    }
}
