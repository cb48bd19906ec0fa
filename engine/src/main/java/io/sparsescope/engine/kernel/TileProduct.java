package io.sparsescope.engine.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Products of matrices small enough to stay in the cache, such as the heads of attention, for which
 * a call of the numeric library would cost more than the arithmetic.
 *
 * <p>Tiles of four rows and two vectors keep eight sums in registers: as many as two multiply-add
 * units with a latency of four need to be busy.
 */
final class TileProduct {
    static final int ROWS = 4;
    static final int COLUMNS = 2 * Lanes.COUNT;

    private TileProduct() {}

    /**
     * A matrix inside an array.
     *
     * @param data holds element [row, column] at offset + row * rowStride + column * columnStride
     */
    record Block(float[] data, int offset, int rowStride, int columnStride) {
        /** Contiguous rows. */
        Block(float[] data, int offset, int rowStride) {
            this(data, offset, rowStride, 1);
        }

        Block transposed() {
            return new Block(data, offset, columnStride, rowStride);
        }
    }

    /** The next multiple of a tile's columns, which is one of its rows too. */
    static int padded(int count) {
        return Math.ceilDiv(count, COLUMNS) * COLUMNS;
    }

    /**
     * c += a b.
     *
     * @param a [rows, inner]
     * @param b [inner, columns], columns next to each other
     * @param c [rows, columns], columns next to each other
     * @param rows multiple of {@link #ROWS}
     * @param columns multiple of {@link #COLUMNS}
     * @param inner any number
     */
    static void add(Block a, Block b, Block c, int rows, int columns, int inner) {
        for (int row = 0; row < rows; row += ROWS) {
            int left = a.offset + row * a.rowStride;
            int target = c.offset + row * c.rowStride;
            for (int column = 0; column < columns; column += COLUMNS) {
                addTile(a, left, b, b.offset + column, c, target + column, inner);
            }
        }
    }

    private static void addTile(
            Block left, int leftFrom, Block right, int rightFrom, Block sum, int from, int inner) {
        float[] a = left.data;
        float[] b = right.data;
        float[] c = sum.data;
        int rowStep = left.rowStride;
        int row1 = from + sum.rowStride;
        int row2 = row1 + sum.rowStride;
        int row3 = row2 + sum.rowStride;
        FloatVector c00 = load(c, from);
        FloatVector c01 = load(c, from + Lanes.COUNT);
        FloatVector c10 = load(c, row1);
        FloatVector c11 = load(c, row1 + Lanes.COUNT);
        FloatVector c20 = load(c, row2);
        FloatVector c21 = load(c, row2 + Lanes.COUNT);
        FloatVector c30 = load(c, row3);
        FloatVector c31 = load(c, row3 + Lanes.COUNT);
        int ai = leftFrom;
        int bi = rightFrom;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = load(b, bi);
            FloatVector b1 = load(b, bi + Lanes.COUNT);
            FloatVector a0 = FloatVector.broadcast(Lanes.SPECIES, a[ai]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(Lanes.SPECIES, a[ai + rowStep]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(Lanes.SPECIES, a[ai + 2 * rowStep]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(Lanes.SPECIES, a[ai + 3 * rowStep]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            ai += left.columnStride;
            bi += right.rowStride;
        }
        c00.intoArray(c, from);
        c01.intoArray(c, from + Lanes.COUNT);
        c10.intoArray(c, row1);
        c11.intoArray(c, row1 + Lanes.COUNT);
        c20.intoArray(c, row2);
        c21.intoArray(c, row2 + Lanes.COUNT);
        c30.intoArray(c, row3);
        c31.intoArray(c, row3 + Lanes.COUNT);
    }

    private static FloatVector load(float[] data, int index) {
        return FloatVector.fromArray(Lanes.SPECIES, data, index);
    }
}
