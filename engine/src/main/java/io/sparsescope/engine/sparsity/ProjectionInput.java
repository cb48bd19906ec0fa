package io.sparsescope.engine.sparsity;

import java.util.List;
import java.util.stream.Stream;

/**
 * The four activations of a decoder block that projections read (TEAL's h1 and h2 of attention and
 * MLP).
 */
public enum ProjectionInput {
    /** Normalised attention input, read by q, k and v. */
    ATTENTION_INPUT,
    /** Concatenated head outputs, read by o. */
    HEAD_OUTPUTS,
    /** Normalised MLP input, read by gate and up. */
    MLP_INPUT,
    /** act(gate) * up, read by down. */
    GATED_ACTIVATION;

    /** The projections that read this activation, in pass order. */
    public List<Projection> readers() {
        return Stream.of(Projection.values())
                .filter(projection -> projection.input() == this)
                .toList();
    }
}
