package io.sparsescope.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * e^x in lanes, the same to the bit in every run: e^x = 2^n e^r with n = round(x / ln 2) and a
 * polynomial in r.
 *
 * <p>The Vector API's own EXP calls one library when it is compiled and another one before, so that
 * equal inputs give unequal results while a virtual machine warms up. Coefficients: Cephes expf,
 * netlib.org/cephes; within two units in the last place.
 */
final class Exponential {
    private static final float LOG2_E = 1.442695041f;
    private static final float LN_2_HIGH = 0.693359375f;
    private static final float LN_2_LOW = -2.12194440e-4f;

    /** Added and taken away again, this rounds to whole numbers: 1.5 * 2^23. */
    private static final float ROUNDER = 12_582_912f;

    /** Beyond these e^x is infinite, or zero. */
    private static final float HIGHEST = 89;

    private static final float LOWEST = -104;
    private static final int EXPONENT_BIAS = 127;
    private static final int EXPONENT_SHIFT = 23;

    private Exponential() {}

    static FloatVector of(FloatVector x) {
        FloatVector bounded = x.min(HIGHEST).max(LOWEST);
        FloatVector n = bounded.mul(LOG2_E).add(ROUNDER).sub(ROUNDER);
        FloatVector r = multiplyAdd(n, -LN_2_LOW, multiplyAdd(n, -LN_2_HIGH, bounded));
        FloatVector sum = FloatVector.broadcast(Lanes.SPECIES, 1.9875691500e-4f);
        sum = multiplyAdd(sum, r, 1.3981999507e-3f);
        sum = multiplyAdd(sum, r, 8.3334519073e-3f);
        sum = multiplyAdd(sum, r, 4.1665795894e-2f);
        sum = multiplyAdd(sum, r, 1.6666665459e-1f);
        sum = multiplyAdd(sum, r, 5.0000001201e-1f);
        FloatVector power = sum.fma(r.mul(r), r).add(1);
        // Two factors: 2^n alone would leave the range of normal floats at both ends.
        IntVector exponent = (IntVector) n.convert(VectorOperators.F2I, 0);
        IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        return power.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
    }

    private static FloatVector multiplyAdd(FloatVector a, float b, FloatVector c) {
        return a.fma(FloatVector.broadcast(Lanes.SPECIES, b), c);
    }

    private static FloatVector multiplyAdd(FloatVector a, FloatVector b, float c) {
        return a.fma(b, FloatVector.broadcast(Lanes.SPECIES, c));
    }

    private static FloatVector powerOfTwo(IntVector exponent) {
        return exponent.add(EXPONENT_BIAS)
                .lanewise(VectorOperators.LSHL, EXPONENT_SHIFT)
                .reinterpretAsFloats();
    }
}
