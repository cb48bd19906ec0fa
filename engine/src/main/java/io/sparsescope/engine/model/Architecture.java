package io.sparsescope.engine.model;

import io.sparsescope.engine.sparsity.Projection;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The supported architectures: what distinguishes them, as data. Everything else about a model
 * comes from its configuration.
 */
public enum Architecture {
    LLAMA("llama", "LlamaForCausalLM", BiasRule.BY_CONFIG, false, SlidingRule.NEVER, 0),
    MISTRAL("mistral", "MistralForCausalLM", BiasRule.NONE, false, SlidingRule.EVERY_LAYER, 0),
    QWEN2(
            "qwen2",
            "Qwen2ForCausalLM",
            BiasRule.QUERY_KEY_VALUE,
            false,
            SlidingRule.UPPER_LAYERS_IF_ASKED,
            0),
    QWEN3(
            "qwen3",
            "Qwen3ForCausalLM",
            BiasRule.ATTENTION_BY_CONFIG,
            true,
            SlidingRule.UPPER_LAYERS_IF_ASKED,
            128);

    /** Which projections have biases. */
    enum BiasRule {
        NONE,
        QUERY_KEY_VALUE,
        /** q, k, v and o if {@code attention_bias}; gate, up and down if {@code mlp_bias}. */
        BY_CONFIG,
        /** q, k, v and o if {@code attention_bias}; none in the MLP. */
        ATTENTION_BY_CONFIG
    }

    /** Which layers see only a window of positions. */
    enum SlidingRule {
        NEVER,
        /** All, if the configuration gives a window. */
        EVERY_LAYER,
        /**
         * With {@code use_sliding_window}, the layers from {@code max_window_layers} on, or as
         * {@code layer_types} says.
         */
        UPPER_LAYERS_IF_ASKED
    }

    private final String modelType;
    private final String className;
    private final BiasRule biasRule;
    private final boolean queryKeyNorm;
    private final SlidingRule slidingRule;
    private final int defaultHeadDim;

    Architecture(
            String modelType,
            String className,
            BiasRule biasRule,
            boolean queryKeyNorm,
            SlidingRule slidingRule,
            int defaultHeadDim) {
        this.modelType = modelType;
        this.className = className;
        this.biasRule = biasRule;
        this.queryKeyNorm = queryKeyNorm;
        this.slidingRule = slidingRule;
        this.defaultHeadDim = defaultHeadDim;
    }

    /** Hugging Face's {@code model_type}. */
    public String modelType() {
        return modelType;
    }

    /** Hugging Face's class name in {@code architectures}. */
    public String className() {
        return className;
    }

    /** Whether queries and keys are normalised per head before they turn. */
    public boolean queryKeyNorm() {
        return queryKeyNorm;
    }

    /**
     * Whether a checkpoint of this architecture can have a bias at a projection: always, or because
     * {@code attention_bias} or {@code mlp_bias} says so.
     */
    public boolean canDeclareBias(Projection projection) {
        return switch (projection) {
            case Q_PROJ, K_PROJ, V_PROJ -> biasRule != BiasRule.NONE;
            case O_PROJ ->
                    biasRule == BiasRule.BY_CONFIG || biasRule == BiasRule.ATTENTION_BY_CONFIG;
            case GATE_PROJ, UP_PROJ, DOWN_PROJ -> biasRule == BiasRule.BY_CONFIG;
        };
    }

    /**
     * The projections that get a bias when one of them does: {@code attention_bias} and {@code
     * mlp_bias} stand for all projections of their half block that can have one.
     */
    public Set<Projection> biasedWith(Projection projection) {
        Set<Projection> together = EnumSet.of(projection);
        for (Projection other : Projection.values()) {
            if (other.isInAttention() == projection.isInAttention() && canDeclareBias(other)) {
                together.add(other);
            }
        }
        return together;
    }

    BiasRule biasRule() {
        return biasRule;
    }

    SlidingRule slidingRule() {
        return slidingRule;
    }

    /** Head width when the configuration names none; 0 means hidden size / heads. */
    int defaultHeadDim() {
        return defaultHeadDim;
    }

    /** The architecture whose model type is {@code modelType}. */
    static Optional<Architecture> ofModelType(String modelType) {
        return Arrays.stream(values())
                .filter(architecture -> architecture.modelType.equals(modelType))
                .findFirst();
    }

    /** All model types, for messages. */
    static String choices() {
        return Arrays.stream(values())
                .map(Architecture::modelType)
                .collect(Collectors.joining(", "));
    }
}
