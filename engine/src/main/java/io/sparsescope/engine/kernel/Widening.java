package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Widens stored weights to floats; every stored type is a subset of float, so nothing is lost. */
final class Widening {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
    private static final int LANES = FLOATS.length();

    private Widening() {}

    /** Loads one vector of bf16 weights: a bf16 is the upper half of a float. */
    static FloatVector bf16(MemorySegment weights, long byteOffset) {
        ShortVector halves =
                ShortVector.fromMemorySegment(SHORTS, weights, byteOffset, ByteOrder.LITTLE_ENDIAN);
        IntVector words = (IntVector) halves.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
        return words.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
    }

    /** Widens one row of weights into {@code target} [in]. */
    static void row(WeightMatrix weight, int out, float[] target) {
        for (int in = 0; in < target.length; in++) {
            target[in] = weight.at(out, in);
        }
    }

    /** Widens every weight into {@code target}, row-major. */
    static void all(WeightMatrix weight, MemorySegment target) {
        for (int out = 0; out < weight.outSize(); out++) {
            row(weight, out, target, (long) out * weight.inSize() * Float.BYTES);
        }
    }

    /**
     * Widens one row of weights into native memory. Vectors never meet heap segments here: code
     * that sees both kinds is compiled for neither.
     */
    static void row(WeightMatrix weight, int out, MemorySegment target, long targetOffset) {
        MemorySegment source = weight.bytes();
        int count = weight.inSize();
        long sourceOffset = (long) out * count * weight.type().bytes();
        int done = 0;
        switch (weight.type()) {
            case F32 -> {
                MemorySegment.copy(
                        source, sourceOffset, target, targetOffset, (long) count * Float.BYTES);
                done = count;
            }
            case BF16 -> {
                for (; done <= count - LANES; done += LANES) {
                    bf16(source, sourceOffset + (long) done * Short.BYTES)
                            .intoMemorySegment(
                                    target,
                                    targetOffset + (long) done * Float.BYTES,
                                    ByteOrder.nativeOrder());
                }
            }
            default -> {}
        }
        for (; done < count; done++) {
            target.set(
                    ValueLayout.JAVA_FLOAT_UNALIGNED,
                    targetOffset + (long) done * Float.BYTES,
                    weight.at(out, done));
        }
    }
}
