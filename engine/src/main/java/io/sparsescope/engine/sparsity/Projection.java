package io.sparsescope.engine.sparsity;

import java.util.Optional;

/**
 * The seven linear projections of a decoder block whose inputs may be made sparse, in the order in
 * which a pass meets them (TEAL, arXiv:2408.14690, section 4).
 *
 * <p>Several projections read the same activation: see {@link #input()}.
 */
public enum Projection {
    Q_PROJ("self_attn.q_proj", ProjectionInput.ATTENTION_INPUT),
    K_PROJ("self_attn.k_proj", ProjectionInput.ATTENTION_INPUT),
    V_PROJ("self_attn.v_proj", ProjectionInput.ATTENTION_INPUT),
    O_PROJ("self_attn.o_proj", ProjectionInput.HEAD_OUTPUTS),
    GATE_PROJ("mlp.gate_proj", ProjectionInput.MLP_INPUT),
    UP_PROJ("mlp.up_proj", ProjectionInput.MLP_INPUT),
    DOWN_PROJ("mlp.down_proj", ProjectionInput.GATED_ACTIVATION);

    private final String modulePath;
    private final ProjectionInput input;

    Projection(String modulePath, ProjectionInput input) {
        this.modulePath = modulePath;
        this.input = input;
    }

    /** Hugging Face's path inside a decoder layer, such as {@code mlp.down_proj}. */
    public String modulePath() {
        return modulePath;
    }

    /** The last part of {@link #modulePath()}, such as {@code down_proj}. */
    public String shortName() {
        return modulePath.substring(modulePath.indexOf('.') + 1);
    }

    /** Whether it comes first among the projections that read its input. */
    public boolean isFirstReader() {
        return switch (this) {
            case Q_PROJ, O_PROJ, GATE_PROJ, DOWN_PROJ -> true;
            case K_PROJ, V_PROJ, UP_PROJ -> false;
        };
    }

    /** Whether it belongs to the attention half of its block; the others are the MLP's. */
    public boolean isInAttention() {
        return input == ProjectionInput.ATTENTION_INPUT || input == ProjectionInput.HEAD_OUTPUTS;
    }

    /** The activation that this projection multiplies. */
    public ProjectionInput input() {
        return input;
    }

    /**
     * The projection called {@code name}, in its short or its full form; empty when there is none.
     */
    public static Optional<Projection> named(String name) {
        for (Projection projection : values()) {
            if (projection.modulePath.equals(name) || projection.shortName().equals(name)) {
                return Optional.of(projection);
            }
        }
        return Optional.empty();
    }
}
