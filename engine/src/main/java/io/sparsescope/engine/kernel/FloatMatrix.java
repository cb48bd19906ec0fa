package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A row-major matrix of floats off the heap: the one type in which activations travel, [position,
 * channel].
 *
 * <p>Off the heap because ND4J and the Vector API then share it without a copy. Not responsible for
 * its memory: the allocator is.
 */
public final class FloatMatrix {
    private static final long ALIGNMENT = 64;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private final MemorySegment data;
    private final int rowCount;
    private final int columnCount;
    private @Nullable INDArray nd4jView;

    private FloatMatrix(MemorySegment data, int rowCount, int columnCount) {
        this.data = data;
        this.rowCount = rowCount;
        this.columnCount = columnCount;
    }

    /** A zeroed matrix [rowCount, columnCount]. */
    public static FloatMatrix allocate(SegmentAllocator allocator, int rowCount, int columnCount) {
        long bytes = (long) rowCount * columnCount * Float.BYTES;
        return new FloatMatrix(
                allocator.allocate(Math.max(bytes, ALIGNMENT), ALIGNMENT), rowCount, columnCount);
    }

    /**
     * A matrix over memory that holds [rowCount, columnCount] floats already, such as mapped F32
     * weights.
     */
    static FloatMatrix over(MemorySegment data, int rowCount, int columnCount) {
        return new FloatMatrix(data, rowCount, columnCount);
    }

    /** A view of {@code count} rows from {@code first} on; it shares memory with this matrix. */
    public FloatMatrix rows(int first, int count) {
        Objects.checkFromIndexSize(
                first, count, rowCount); // the memory may be larger than the rows
        long rowBytes = rowBytes();
        return new FloatMatrix(
                data.asSlice(first * rowBytes, count * rowBytes), count, columnCount);
    }

    /** Rows. */
    public int rowCount() {
        return rowCount;
    }

    /** Columns. */
    public int columnCount() {
        return columnCount;
    }

    /** One element. */
    public float get(int row, int column) {
        return data.getAtIndex(FLOAT, index(row, column));
    }

    /** Sets one element. */
    public void set(int row, int column, float value) {
        data.setAtIndex(FLOAT, index(row, column), value);
    }

    /** Copies every element, row-major. */
    public float[] toArray() {
        return data.asSlice(0, rowCount * rowBytes()).toArray(FLOAT);
    }

    /** Copies one row. */
    public float[] rowToArray(int row) {
        return data.asSlice(row * rowBytes(), rowBytes()).toArray(FLOAT);
    }

    /** Copies a row of floats in. */
    public void setRow(int row, float[] values) {
        MemorySegment.copy(values, 0, data, FLOAT, row * rowBytes(), columnCount);
    }

    /** Copies part of a row out, to {@code into} from {@code at} on. */
    void copyRow(int row, int column, int count, float[] into, int at) {
        long from = row * rowBytes() + (long) column * Float.BYTES;
        MemorySegment.copy(data, FLOAT, from, into, at, count);
    }

    /** Copies part of a row in, from {@code values} from {@code at} on. */
    void setRow(int row, int column, int count, float[] values, int at) {
        long to = row * rowBytes() + (long) column * Float.BYTES;
        MemorySegment.copy(values, at, data, FLOAT, to, count);
    }

    /** Number of entries that are zero. */
    public long zeroCount() {
        long[] byRow = new long[rowCount];
        Rows.forEach(
                rowCount,
                (long) rowCount * columnCount,
                row -> {
                    long from = (long) row * columnCount;
                    for (int i = 0; i < columnCount; i += Lanes.COUNT) {
                        int left = columnCount - i;
                        // Beyond the end of the row a load finds zeros that are none.
                        byRow[row] +=
                                Lanes.load(data, from + i, left)
                                                .compare(VectorOperators.EQ, 0)
                                                .trueCount()
                                        - Math.max(0, Lanes.COUNT - left);
                    }
                });
        return Arrays.stream(byRow).sum();
    }

    /** Zeroes one row. */
    void clearRow(int row) {
        data.asSlice(row * rowBytes(), rowBytes()).fill((byte) 0);
    }

    /**
     * Copies every row of {@code other}, which has the same columns, to the rows from {@code
     * firstRow} on.
     */
    public void setRows(int firstRow, FloatMatrix other) {
        MemorySegment.copy(
                other.data, 0, data, firstRow * rowBytes(), other.rowCount * other.rowBytes());
    }

    /** The memory, row-major. */
    MemorySegment data() {
        return data;
    }

    /** Bytes of one row. */
    long rowBytes() {
        return (long) columnCount * Float.BYTES;
    }

    /**
     * ND4J's view of this memory, made once. It reads the rows as columns: [column, row] in
     * column-major order.
     */
    INDArray transposedNd4jView() {
        INDArray view = nd4jView;
        if (view == null) {
            view = Nd4jMemory.columnMajorView(data, columnCount, rowCount);
            nd4jView = view;
        }
        return view;
    }

    private long index(int row, int column) {
        return (long) row * columnCount + column;
    }

    @Override
    public String toString() {
        return "FloatMatrix[" + rowCount + ", " + columnCount + "]";
    }
}
