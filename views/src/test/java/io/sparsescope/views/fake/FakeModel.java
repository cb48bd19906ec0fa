package io.sparsescope.views.fake;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.tokenizer.Token;
import io.sparsescope.engine.tokenizer.TokenSequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * A model that is a formula: channels of different spread, a first position of massive activations.
 */
public final class FakeModel {
    /** Decoder layers. */
    public static final int LAYERS = 12;

    private static final int HIDDEN = 288;
    private static final int INTERMEDIATE = 768;
    private static final Pattern WORD = Pattern.compile(" ?\\p{L}+|\\s+| ?[^\\p{L}\\s]");

    private FakeModel() {}

    /** The summary of the model in {@code directory}. */
    public static ModelSummary summary(Path directory) {
        return new ModelSummary(
                String.valueOf(directory.getFileName()),
                directory,
                "llama",
                LAYERS,
                HIDDEN,
                INTERMEDIATE,
                6,
                6,
                48,
                4_096,
                512,
                15_191_712L,
                30_384_064L,
                "BF16",
                true,
                "9f2c41d07be35a68",
                directory.endsWith("chatty") ? "" : "The tokenizer carries no chat template.",
                List.of());
    }

    /** Words, spaces and signs as tokens. */
    public static TokenSequence tokens(String text) {
        var matcher = WORD.matcher(text);
        List<Token> tokens = new ArrayList<>();
        while (matcher.find()) {
            String word = matcher.group();
            tokens.add(new Token(idOf(word), word, matcher.start(), matcher.end()));
        }
        return new TokenSequence(text, tokens);
    }

    static int idOf(String word) {
        return Math.floorMod(word.hashCode(), 4_096);
    }

    static int channels(ProjectionSite site) {
        return site.projection().input() == ProjectionInput.GATED_ACTIVATION
                ? INTERMEDIATE
                : HIDDEN;
    }

    /** Dense input of a site, [position, channel]. */
    static float[] dense(ProjectionSite site, TokenSequence tokens) {
        int channels = channels(site);
        int input = site.projection().input().ordinal();
        var channelRandom = new Random(31L * site.layer() + input);
        double[] spread = new double[channels];
        for (int channel = 0; channel < channels; channel++) {
            spread[channel] =
                    Math.exp(0.8 * channelRandom.nextGaussian()) * (0.3 + 0.06 * site.layer());
        }
        float[] values = new float[tokens.length() * channels];
        for (int position = 0; position < tokens.length(); position++) {
            var random =
                    new Random(
                            tokens.tokens().get(position).id() * 131L + 7L * site.layer() + input);
            double gain = position == 0 ? 3 : 1;
            for (int channel = 0; channel < channels; channel++) {
                values[position * channels + channel] =
                        (float) (gain * spread[channel] * random.nextGaussian());
            }
        }
        return values;
    }
}
