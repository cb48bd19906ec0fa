package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Matrix-matrix product over the mapped weights, without a widened copy of them: a block of weights
 * is widened into the nearest caches and multiplied with every position before the next.
 *
 * <p>A tile of four positions and four outputs keeps sixteen sums in registers, each a vector of
 * partial sums along the input. Positions and weights are packed so that a tile reads two streams
 * from end to end. How blocks are cut does not depend on the threads, and so neither does the
 * result. Owned by one thread.
 */
public final class BlockedProduct implements MatrixProduct {
    /** Positions, and outputs, of a tile. */
    private static final int TILE = 4;

    /** Outputs of a block. */
    private static final int OUTPUTS = 64;

    /** Inputs of a block: as 32-bit floats it takes a quarter of a megabyte. */
    private static final int INPUTS = 1024;

    private static final int L = Lanes.COUNT;

    /** The widened block of each thread. */
    private final ThreadLocal<Block> blocks = ThreadLocal.withInitial(Block::new);

    private float[] packed = new float[0]; // [tile of positions, vector of inputs, TILE, L]

    private static final class Block {
        final float[] weights = new float[OUTPUTS * INPUTS]; // [tile, vector of inputs, TILE, L]
        final float[] sums = new float[TILE * TILE]; // [position, output]
    }

    @Override
    public void multiply(FloatMatrix x, WeightMatrix weight, FloatMatrix y) {
        int in = Lanes.padded(weight.inSize());
        int tiles = Math.ceilDiv(x.rowCount(), TILE);
        pack(x, tiles, in);
        Rows.forEach(
                Math.ceilDiv(weight.outSize(), OUTPUTS),
                weight.size() * x.rowCount(),
                block -> multiply(weight, block * OUTPUTS, tiles, y));
    }

    /** Missing positions and inputs are zeros. */
    private void pack(FloatMatrix x, int tiles, int in) {
        int size = Math.multiplyExact(tiles * TILE, in);
        if (packed.length < size) {
            packed = new float[size];
        }
        float[] target = packed;
        int columns = x.columnCount();
        Rows.forEach(
                tiles * TILE,
                size,
                position -> {
                    int to = position / TILE * TILE * in + position % TILE * L;
                    long from = (long) position * columns;
                    for (int i = 0; i < in; i += L) {
                        FloatVector values =
                                position < x.rowCount()
                                        ? Lanes.load(x.data(), from + i, columns - i)
                                        : FloatVector.zero(Lanes.SPECIES);
                        values.intoArray(target, to + TILE * i);
                    }
                });
    }

    private void multiply(WeightMatrix weight, int firstOut, int tiles, FloatMatrix y) {
        int in = Lanes.padded(weight.inSize());
        int outputs = Math.min(OUTPUTS, weight.outSize() - firstOut);
        Block block = blocks.get();
        for (int firstIn = 0; firstIn < in; firstIn += INPUTS) {
            int inputs = Math.min(INPUTS, in - firstIn);
            for (int output = 0; output < Math.ceilDiv(outputs, TILE) * TILE; output++) {
                int to = output / TILE * TILE * inputs + output % TILE * L;
                if (output < outputs) {
                    widen(weight, firstOut + output, firstIn, inputs, block.weights, to);
                } else {
                    clear(inputs, block.weights, to);
                }
            }
            for (int tile = 0; tile < tiles; tile++) {
                int from = tile * TILE * in + TILE * firstIn;
                for (int output = 0; output < outputs; output += TILE) {
                    addUp(packed, from, block.weights, output * inputs, inputs, block.sums);
                    write(block.sums, firstIn > 0, y, tile * TILE, firstOut + output);
                }
            }
        }
    }

    private static void widen(
            WeightMatrix weight, int out, int firstIn, int inputs, float[] block, int to) {
        long row = (long) out * weight.inSize();
        MemorySegment bytes = weight.bytes();
        int left = Math.min(inputs, weight.inSize() - firstIn);
        int done = 0;
        switch (weight.type()) {
            case BF16 -> {
                for (; done <= left - L; done += L) {
                    Widening.bf16(bytes, (row + firstIn + done) * Short.BYTES)
                            .intoArray(block, to + TILE * done);
                }
            }
            case F32 -> {
                for (; done <= left - L; done += L) {
                    Lanes.load(bytes, row + firstIn + done).intoArray(block, to + TILE * done);
                }
            }
            default -> {}
        }
        for (; done < inputs; done++) {
            block[to + done / L * L * TILE + done % L] =
                    done < left ? weight.at(out, firstIn + done) : 0;
        }
    }

    private static void clear(int inputs, float[] block, int to) {
        for (int i = 0; i < inputs; i += L) {
            FloatVector.zero(Lanes.SPECIES).intoArray(block, to + TILE * i);
        }
    }

    private static void write(float[] sums, boolean more, FloatMatrix y, int position, int out) {
        int positions = Math.min(TILE, y.rowCount() - position);
        int outputs = Math.min(TILE, y.columnCount() - out);
        for (int p = 0; p < positions; p++) {
            for (int o = 0; o < outputs; o++) {
                float sum = sums[TILE * p + o];
                float before = more ? y.get(position + p, out + o) : 0;
                y.set(position + p, out + o, before + sum);
            }
        }
    }

    /** Sums of a tile over the inputs of a block. */
    private static void addUp(
            float[] x, int xFrom, float[] w, int wFrom, int inputs, float[] sums) {
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        FloatVector s00 = zero;
        FloatVector s01 = zero;
        FloatVector s02 = zero;
        FloatVector s03 = zero;
        FloatVector s10 = zero;
        FloatVector s11 = zero;
        FloatVector s12 = zero;
        FloatVector s13 = zero;
        FloatVector s20 = zero;
        FloatVector s21 = zero;
        FloatVector s22 = zero;
        FloatVector s23 = zero;
        FloatVector s30 = zero;
        FloatVector s31 = zero;
        FloatVector s32 = zero;
        FloatVector s33 = zero;
        for (int i = 0; i < TILE * inputs; i += TILE * L) {
            FloatVector w0 = load(w, wFrom + i);
            FloatVector w1 = load(w, wFrom + i + L);
            FloatVector w2 = load(w, wFrom + i + 2 * L);
            FloatVector w3 = load(w, wFrom + i + 3 * L);
            FloatVector position = load(x, xFrom + i);
            s00 = w0.fma(position, s00);
            s01 = w1.fma(position, s01);
            s02 = w2.fma(position, s02);
            s03 = w3.fma(position, s03);
            position = load(x, xFrom + i + L);
            s10 = w0.fma(position, s10);
            s11 = w1.fma(position, s11);
            s12 = w2.fma(position, s12);
            s13 = w3.fma(position, s13);
            position = load(x, xFrom + i + 2 * L);
            s20 = w0.fma(position, s20);
            s21 = w1.fma(position, s21);
            s22 = w2.fma(position, s22);
            s23 = w3.fma(position, s23);
            position = load(x, xFrom + i + 3 * L);
            s30 = w0.fma(position, s30);
            s31 = w1.fma(position, s31);
            s32 = w2.fma(position, s32);
            s33 = w3.fma(position, s33);
        }
        sums[0] = Lanes.sum(s00);
        sums[1] = Lanes.sum(s01);
        sums[2] = Lanes.sum(s02);
        sums[3] = Lanes.sum(s03);
        sums[4] = Lanes.sum(s10);
        sums[5] = Lanes.sum(s11);
        sums[6] = Lanes.sum(s12);
        sums[7] = Lanes.sum(s13);
        sums[8] = Lanes.sum(s20);
        sums[9] = Lanes.sum(s21);
        sums[10] = Lanes.sum(s22);
        sums[11] = Lanes.sum(s23);
        sums[12] = Lanes.sum(s30);
        sums[13] = Lanes.sum(s31);
        sums[14] = Lanes.sum(s32);
        sums[15] = Lanes.sum(s33);
    }

    private static FloatVector load(float[] data, int index) {
        return FloatVector.fromArray(Lanes.SPECIES, data, index);
    }

    @Override
    public String toString() {
        return "blocked Vector API " + Lanes.SPECIES.vectorBitSize() + " bit";
    }
}
