package io.sparsescope.engine.model;

import java.util.List;

/**
 * Reads the rotary embedding from either spelling: {@code rope_parameters}, or {@code rope_theta}
 * and {@code rope_scaling}.
 */
final class RopeReader {
    private static final double DEFAULT_THETA = 10_000;

    private final ConfigKeys config;
    private final ConfigKeys rope;
    private final int headDim;
    private final int contextLength;

    RopeReader(ConfigKeys config, int headDim, int contextLength) {
        this.config = config;
        ConfigKeys current = config.object("rope_parameters");
        ConfigKeys older = config.object("rope_scaling");
        this.rope =
                older.isEmpty() ? current : older; // the order in which transformers prefers them
        this.headDim = headDim;
        this.contextLength = contextLength;
    }

    /** Rope keys that {@link #read} had no use for. */
    List<String> unknownKeys() {
        return rope.unknown();
    }

    RotaryEmbedding read() {
        double theta = rope.positive("rope_theta", config.positive("rope_theta", DEFAULT_THETA));
        rope.requireNeutral("partial_rotary_factor", "1", "1.0");
        double[] plain = RotaryScaling.plain(theta, headDim);
        String type = rope.text("rope_type", rope.text("type", "default"));
        return switch (type) {
            case "default" -> new RotaryEmbedding(plain, 1);
            case "linear" ->
                    new RotaryEmbedding(
                            RotaryScaling.linear(plain, rope.requiredPositive("factor")), 1);
            case "llama3" -> new RotaryEmbedding(llama3().apply(plain), 1);
            case "yarn" -> yarn(plain, theta);
            default -> throw rope.unsupported("rope_type", "'" + type + "'");
        };
    }

    private RotaryScaling.Llama3 llama3() {
        return new RotaryScaling.Llama3(
                rope.requiredPositive("factor"),
                rope.requiredPositive("low_freq_factor"),
                rope.requiredPositive("high_freq_factor"),
                originalLength());
    }

    /**
     * The context of the pre-training; a value beside the rope parameters wins, as in transformers.
     */
    private double originalLength() {
        double inRope = rope.positive("original_max_position_embeddings", contextLength);
        return config.positive("original_max_position_embeddings", inRope);
    }

    private RotaryEmbedding yarn(double[] plain, double theta) {
        double originalLength = originalLength();
        double factor = rope.positive("factor", contextLength / originalLength);
        var yarn =
                new RotaryScaling.Yarn(
                        factor,
                        rope.positive("beta_fast", 32),
                        rope.positive("beta_slow", 1),
                        originalLength,
                        rope.flag("truncate", true));
        return new RotaryEmbedding(yarn.apply(plain, theta), attentionFactor(factor));
    }

    private double attentionFactor(double factor) {
        if (rope.has("attention_factor")) {
            return rope.requiredPositive("attention_factor");
        }
        double mscale = rope.number("mscale").orElse(0);
        double mscaleAll = rope.number("mscale_all_dim").orElse(0);
        return mscale != 0 && mscaleAll != 0
                ? RotaryScaling.Yarn.magnitude(factor, mscale)
                        / RotaryScaling.Yarn.magnitude(factor, mscaleAll)
                : RotaryScaling.Yarn.magnitude(factor, 1);
    }
}
