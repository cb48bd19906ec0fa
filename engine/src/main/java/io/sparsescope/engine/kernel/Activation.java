package io.sparsescope.engine.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The activation functions of gated MLPs, by the names that Hugging Face's {@code hidden_act} uses.
 */
public enum Activation {
    /** x / (1 + e^-x). */
    SILU("silu", "swish"),
    /** max(x, 0). */
    RELU("relu"),
    /** max(x, 0)^2. */
    RELU_SQUARED("relu2"),
    /** x * Phi(x), with the error function. */
    GELU("gelu"),
    /** 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))). */
    GELU_TANH("gelu_pytorch_tanh", "gelu_new");

    private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

    private final List<String> names;

    Activation(String... names) {
        this.names = List.of(names);
    }

    /** The function that configurations call {@code name}. */
    public static Optional<Activation> named(String name) {
        return Arrays.stream(values())
                .filter(activation -> activation.names.contains(name))
                .findFirst();
    }

    /** The derivative, in double precision; 0 at a kink, as in PyTorch. */
    public double derivative(double x) {
        return switch (this) {
            case SILU -> {
                double sigmoid = 1 / (1 + Math.exp(-x));
                yield sigmoid * (1 + x * (1 - sigmoid));
            }
            case RELU -> x > 0 ? 1 : 0;
            case RELU_SQUARED -> 2 * Math.max(x, 0);
            case GELU ->
                    0.5 * org.apache.commons.math3.special.Erf.erfc(-x / Math.sqrt(2))
                            + x * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
            case GELU_TANH -> {
                double tanh = Math.tanh(SQRT_2_OVER_PI * (x + 0.044715 * x * x * x));
                double slope = SQRT_2_OVER_PI * (1 + 3 * 0.044715 * x * x);
                yield 0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * slope;
            }
        };
    }

    /** The function itself, in double precision. */
    public double apply(double x) {
        return switch (this) {
            case SILU -> x / (1 + Math.exp(-x));
            case RELU -> Math.max(x, 0);
            case RELU_SQUARED -> Math.max(x, 0) * Math.max(x, 0);
            case GELU -> 0.5 * x * org.apache.commons.math3.special.Erf.erfc(-x / Math.sqrt(2));
            case GELU_TANH ->
                    0.5 * x * (1 + Math.tanh(SQRT_2_OVER_PI * (x + 0.044715 * x * x * x)));
        };
    }
}
