package io.sparsescope.peers;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import java.lang.foreign.Arena;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The base of a plain rotary embedding: theta in angle_i = position theta^(-2 i / headDim), the one
 * number that all programs take. It is read off the angles at position 1, so that scaled embeddings
 * are noticed, whatever their configuration calls them.
 */
final class RotaryBase {
    /** Angles are floats. */
    private static final double TOLERANCE = 1e-5;

    private RotaryBase() {}

    /**
     * The base.
     *
     * @throws IllegalArgumentException when the embedding is not a plain one
     */
    static double of(ModelConfig config) {
        int pairs = config.headDim() / 2;
        double[] angles = new double[pairs];
        try (Arena arena = Arena.ofConfined()) {
            FloatMatrix cosine = FloatMatrix.allocate(arena, 1, pairs);
            FloatMatrix sine = FloatMatrix.allocate(arena, 1, pairs);
            config.rope().fill(1, cosine, sine);
            for (int pair = 0; pair < pairs; pair++) {
                angles[pair] = Math.atan2(sine.get(0, pair), cosine.get(0, pair));
            }
        }
        double base = Math.pow(angles[pairs - 1], -pairs / (pairs - 1.0));
        for (int pair = 0; pair < pairs; pair++) {
            double plain = Math.pow(base, -(double) pair / pairs);
            if (!(Math.abs(angles[pair] - plain) <= TOLERANCE * plain)) {
                throw new IllegalArgumentException(
                        "rotary embeddings that are scaled are not compared; use a model with a plain one");
            }
        }
        return new BigDecimal(base).round(new MathContext(5)).doubleValue();
    }
}
