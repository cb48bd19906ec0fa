package io.sparsescope.engine.kernel;

import java.util.function.DoubleUnaryOperator;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The activation functions and their derivatives in lanes. */
final class VectorActivation {
    private VectorActivation() {}

    /** act(x). */
    static FloatVector of(Activation activation, FloatVector x) {
        return switch (activation) {
            case SILU -> silu(x);
            case RELU -> x.max(0);
            case RELU_SQUARED -> {
                FloatVector positive = x.max(0);
                yield positive.mul(positive);
            }
            case GELU, GELU_TANH -> eachLane(activation::apply, x);
        };
    }

    /** x / (1 + e^-x). */
    static FloatVector silu(FloatVector x) {
        return x.div(Exponential.of(x.neg()).add(1));
    }

    /** act'(x). */
    static FloatVector derivative(Activation activation, FloatVector x) {
        return switch (activation) {
            case SILU -> {
                FloatVector one = FloatVector.broadcast(Lanes.SPECIES, 1);
                FloatVector sigmoid = one.div(Exponential.of(x.neg()).add(1));
                yield sigmoid.mul(x.fma(one.sub(sigmoid), one));
            }
            case RELU -> {
                VectorMask<Float> positive = x.compare(VectorOperators.GT, 0);
                yield FloatVector.zero(Lanes.SPECIES).blend(1, positive);
            }
            case RELU_SQUARED -> x.max(0).mul(2);
            case GELU, GELU_TANH -> eachLane(activation::derivative, x);
        };
    }

    private static FloatVector eachLane(DoubleUnaryOperator function, FloatVector x) {
        float[] lanes = x.toArray();
        for (int lane = 0; lane < lanes.length; lane++) {
            lanes[lane] = (float) function.applyAsDouble(lanes[lane]);
        }
        return FloatVector.fromArray(Lanes.SPECIES, lanes, 0);
    }
}
