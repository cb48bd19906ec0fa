package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Lets ND4J see memory that it does not own. */
final class Nd4jMemory {
    private Nd4jMemory() {}

    /**
     * A column-major [rows, columns] array over {@code data}; the caller keeps the memory alive
     * while it is used.
     */
    static INDArray columnMajorView(MemorySegment data, long rows, long columns) {
        long count = rows * columns;
        DataBuffer buffer =
                Nd4j.createBuffer(new BorrowedFloats(data.address(), count), count, DataType.FLOAT);
        return Nd4j.create(
                buffer, new long[] {rows, columns}, new long[] {1, rows}, 0, 'f', DataType.FLOAT);
    }

    /** A pointer without a deallocator. */
    private static final class BorrowedFloats extends FloatPointer {
        BorrowedFloats(long address, long count) {
            super((Pointer) null);
            this.address = address;
            this.position = 0;
            this.limit = count;
            this.capacity = count;
        }
    }
}
