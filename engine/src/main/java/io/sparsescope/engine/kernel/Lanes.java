package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Loads and stores of float vectors in native memory, counted in floats rather than bytes. */
final class Lanes {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int COUNT = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Lanes() {}

    static FloatVector load(MemorySegment data, long index) {
        return FloatVector.fromMemorySegment(SPECIES, data, index * Float.BYTES, ORDER);
    }

    static FloatVector load(MemorySegment data, long index, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(SPECIES, data, index * Float.BYTES, ORDER, mask);
    }

    static void store(FloatVector vector, MemorySegment data, long index) {
        vector.intoMemorySegment(data, index * Float.BYTES, ORDER);
    }

    static void store(FloatVector vector, MemorySegment data, long index, VectorMask<Float> mask) {
        vector.intoMemorySegment(data, index * Float.BYTES, ORDER, mask);
    }

    /** The lanes left when {@code done} of {@code count} elements are done; {@code done} is a multiple of the lane count. */
    static VectorMask<Float> rest(int done, int count) {
        return SPECIES.indexInRange(done, count);
    }
}
