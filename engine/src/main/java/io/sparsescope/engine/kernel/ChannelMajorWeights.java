package io.sparsescope.engine.kernel;

import io.sparsescope.engine.format.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Weights by input channel, W^T [in, out], so that a channel which is not active is memory that is
 * not read. Matrices that read the same input stand side by side as parts of one.
 *
 * <p>The outputs are cut into tiles, each [in, tileWidth] in one piece: at 0 % sparsity it is read
 * from end to end, and its outputs stay in the nearest cache while it is. Parts are padded to whole
 * groups (see {@link ChannelElement}); the padding holds zeros.
 */
public final class ChannelMajorWeights {
    /** Widest tile: longer rows are read faster where others are skipped. */
    private static final int WIDEST_TILE = 8192;

    /** Input channels that are turned at once: what their rows take stays in the cache. */
    private static final int TURNED = 8;

    private final List<WeightMatrix> parts;
    private final ChannelElement element;
    private final int[] partFrom;
    private final int inSize;
    private final int width;
    private final int tileWidth;
    private final MemorySegment data;

    /**
     * Reserves the memory; {@link #fill} has to be called for every tile.
     *
     * @param parts [out, in] with the same input
     * @param storage how they are kept
     * @param arena owns the memory
     */
    public ChannelMajorWeights(List<WeightMatrix> parts, WeightStorage storage, Arena arena) {
        this.parts = List.copyOf(parts);
        this.element = element(parts, storage);
        this.inSize = parts.getFirst().inSize();
        this.partFrom = new int[parts.size() + 1];
        for (int part = 0; part < parts.size(); part++) {
            if (parts.get(part).inSize() != inSize) {
                throw new IllegalArgumentException(
                        parts.get(part).name() + " reads another input than the part before");
            }
            partFrom[part + 1] = partFrom[part] + padded(parts.get(part).outSize());
        }
        this.width = partFrom[parts.size()];
        int tiles = Math.max(1, Math.ceilDiv(width, WIDEST_TILE));
        this.tileWidth = Math.max(element.group(), padded(Math.ceilDiv(width, tiles)));
        this.data = LargePages.allocator(arena).allocate(Math.max(64, byteSize()), 64);
    }

    private int padded(int outputs) {
        return padded(outputs, element);
    }

    private static int padded(int outputs, ChannelElement element) {
        return Math.ceilDiv(outputs, element.group()) * element.group();
    }

    private static ChannelElement element(List<WeightMatrix> parts, WeightStorage storage) {
        boolean allBf16 = parts.stream().allMatch(part -> part.type() == DType.BF16);
        return storage.elementFor(allBf16 ? DType.BF16 : DType.F32);
    }

    /** Bytes that matrices side by side would take. */
    public static long byteSize(List<WeightMatrix> parts, WeightStorage storage) {
        ChannelElement element = element(parts, storage);
        int width = parts.stream().mapToInt(part -> padded(part.outSize(), element)).sum();
        return parts.getFirst().inSize() * element.rowBytes(width);
    }

    /** Number of tiles; the last may be narrower. */
    public int tileCount() {
        return Math.ceilDiv(width, tileWidth);
    }

    /** Outputs with their padding. */
    public int width() {
        return width;
    }

    /** Input channels. */
    public int inSize() {
        return inSize;
    }

    /** Number of matrices side by side. */
    public int partCount() {
        return parts.size();
    }

    /** First output of a part, or the end of the part before. */
    public int partFrom(int part) {
        return partFrom[part];
    }

    /** Outputs of a part without padding. */
    public int partSize(int part) {
        return parts.get(part).outSize();
    }

    /** Bytes of one input channel over {@code outputs} outputs: what an active channel costs. */
    public long rowBytes(int outputs) {
        return element.rowBytes(outputs);
    }

    /** Bytes of all weights. */
    public long byteSize() {
        return inSize * element.rowBytes(width);
    }

    ChannelElement element() {
        return element;
    }

    MemorySegment data() {
        return data;
    }

    int tileFrom(int tile) {
        return tile * tileWidth;
    }

    int tileTo(int tile) {
        return Math.min(width, (tile + 1) * tileWidth);
    }

    /** Bytes from one input channel of a tile to the next. */
    long pitch(int tile) {
        return element.rowBytes(tileTo(tile) - tileFrom(tile));
    }

    /** First byte of a tile. */
    long tileBytesFrom(int tile) {
        return inSize * element.rowBytes(tileFrom(tile));
    }

    /** Copies one tile's weights from the matrices; tiles may be filled by several threads. */
    public void fill(int tile) {
        int from = tileFrom(tile);
        int to = tileTo(tile);
        for (int part = 0; part < parts.size(); part++) {
            int first = Math.max(from, partFrom[part]);
            int last = Math.min(to, partFrom[part] + partSize(part));
            if (first < last) {
                if (element == ChannelElement.INT8) {
                    quantise(tile, parts.get(part), partFrom[part], first, last);
                } else {
                    turn(tile, parts.get(part), partFrom[part], first, last);
                }
            }
        }
    }

    private void turn(int tile, WeightMatrix part, int base, int first, int last) {
        long pitch = pitch(tile);
        int group = element.group();
        for (int groupFrom = first; groupFrom < last; groupFrom += group) {
            int groupTo = Math.min(last, groupFrom + group);
            for (int in = 0; in < inSize; in += TURNED) {
                int inTo = Math.min(inSize, in + TURNED);
                for (int output = groupFrom; output < groupTo; output++) {
                    long to =
                            tileBytesFrom(tile)
                                    + in * pitch
                                    + (long) element.place(output - tileFrom(tile))
                                            * element.bytes();
                    copy(part, output - base, in, inTo, to, pitch);
                }
            }
        }
    }

    private void copy(WeightMatrix part, int out, int inFrom, int inTo, long to, long pitch) {
        long target = to;
        if (element == ChannelElement.BF16) {
            long from = ((long) out * inSize + inFrom) * Short.BYTES;
            for (int in = inFrom; in < inTo; in++) {
                data.set(WeightMatrix.SHORT, target, part.bytes().get(WeightMatrix.SHORT, from));
                from += Short.BYTES;
                target += pitch;
            }
        } else {
            for (int in = inFrom; in < inTo; in++) {
                data.set(ValueLayout.JAVA_FLOAT_UNALIGNED, target, part.at(out, in));
                target += pitch;
            }
        }
    }

    /** Blocks of an input channel stand behind each other, the scales of a row behind its bytes. */
    private void quantise(int tile, WeightMatrix part, int base, int first, int last) {
        int block = ChannelElement.BLOCK;
        long pitch = pitch(tile);
        int tileOutputs = tileTo(tile) - tileFrom(tile);
        float[][] rows = new float[block][inSize];
        for (int blockFrom = first; blockFrom < last; blockFrom += block) {
            int count = Math.min(last - blockFrom, block);
            for (int output = 0; output < count; output++) {
                Widening.row(part, blockFrom - base + output, rows[output]);
            }
            int inTile = blockFrom - tileFrom(tile);
            for (int in = 0; in < inSize; in++) {
                float largest = 0;
                for (int output = 0; output < count; output++) {
                    largest = Math.max(largest, Math.abs(rows[output][in]));
                }
                float scale = largest / 127;
                long row = tileBytesFrom(tile) + in * pitch;
                for (int output = 0; output < count; output++) {
                    int quantised = scale == 0 ? 0 : Math.round(rows[output][in] / scale);
                    data.set(
                            ValueLayout.JAVA_BYTE,
                            row + element.place(inTile + output),
                            (byte) quantised);
                }
                data.set(
                        ValueLayout.JAVA_FLOAT_UNALIGNED,
                        row + tileOutputs + (long) inTile / block * Float.BYTES,
                        scale);
            }
        }
    }

    @Override
    public String toString() {
        return "ChannelMajorWeights"
                + parts.stream().map(WeightMatrix::name).toList()
                + " "
                + element
                + " parts from "
                + Arrays.toString(partFrom);
    }
}
