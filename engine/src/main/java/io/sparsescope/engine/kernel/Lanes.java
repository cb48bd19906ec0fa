package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Loads and stores of float vectors in native memory, counted in floats rather than bytes. */
final class Lanes {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int COUNT = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private static final VectorShuffle<Float> BY_EIGHT = rotation(8);
    private static final VectorShuffle<Float> BY_FOUR = rotation(4);
    private static final VectorShuffle<Float> BY_TWO = rotation(2);
    private static final VectorShuffle<Float> BY_ONE = rotation(1);

    private Lanes() {}

    /**
     * The sum of all lanes, by halves. The Vector API leaves the order of its own reduction open,
     * and it changes when the code is compiled; this one gives the same bits in every run.
     */
    static float sum(FloatVector vector) {
        FloatVector sums = vector;
        for (int distance = COUNT / 2; distance > 8; distance /= 2) {
            sums = sums.add(sums.rearrange(rotation(distance)));
        }
        if (COUNT > 8) {
            sums = sums.add(sums.rearrange(BY_EIGHT));
        }
        if (COUNT > 4) {
            sums = sums.add(sums.rearrange(BY_FOUR));
        }
        if (COUNT > 2) {
            sums = sums.add(sums.rearrange(BY_TWO));
        }
        return COUNT > 1 ? sums.add(sums.rearrange(BY_ONE)).lane(0) : sums.lane(0);
    }

    private static VectorShuffle<Float> rotation(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane + distance) % COUNT);
    }

    /** One number. */
    static float at(MemorySegment data, long index) {
        return data.get(FLOAT, index * Float.BYTES);
    }

    /** Sets one number. */
    static void set(MemorySegment data, long index, float value) {
        data.set(FLOAT, index * Float.BYTES, value);
    }

    /** The next multiple of a vector's lanes. */
    static int padded(int count) {
        return Math.ceilDiv(count, COUNT) * COUNT;
    }

    /** How many of {@code count} numbers fill whole vectors. */
    static int whole(int count) {
        return count / COUNT * COUNT;
    }

    static FloatVector load(MemorySegment data, long index) {
        return FloatVector.fromMemorySegment(SPECIES, data, index * Float.BYTES, ORDER);
    }

    /**
     * Loads what is left of a row: a whole vector, or its last lanes with zeros behind them. Whole
     * vectors take no mask, which costs more than the arithmetic where the processor has none.
     */
    static FloatVector load(MemorySegment data, long index, int left) {
        return left >= COUNT
                ? load(data, index)
                : FloatVector.fromMemorySegment(
                        SPECIES, data, index * Float.BYTES, ORDER, first(left));
    }

    static FloatVector load(MemorySegment data, long index, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(SPECIES, data, index * Float.BYTES, ORDER, mask);
    }

    static FloatVector load(float[] data, int index, int left) {
        return left >= COUNT
                ? FloatVector.fromArray(SPECIES, data, index)
                : FloatVector.fromArray(SPECIES, data, index, first(left));
    }

    static void store(FloatVector vector, MemorySegment data, long index) {
        vector.intoMemorySegment(data, index * Float.BYTES, ORDER);
    }

    /** Stores as many lanes as are left of a row. */
    static void store(FloatVector vector, MemorySegment data, long index, int left) {
        if (left >= COUNT) {
            store(vector, data, index);
        } else {
            vector.intoMemorySegment(data, index * Float.BYTES, ORDER, first(left));
        }
    }

    static void store(FloatVector vector, float[] data, int index, int left) {
        if (left >= COUNT) {
            vector.intoArray(data, index);
        } else {
            vector.intoArray(data, index, first(left));
        }
    }

    /** The first lanes. */
    static VectorMask<Float> first(int count) {
        return SPECIES.indexInRange(0, count);
    }
}
