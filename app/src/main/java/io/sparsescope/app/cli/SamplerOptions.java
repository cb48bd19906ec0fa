package io.sparsescope.app.cli;

import io.sparsescope.engine.forward.SamplerSetting;
import picocli.CommandLine.Option;

/** How tokens are drawn. */
final class SamplerOptions {
    @Option(
            names = "--temperature",
            defaultValue = "0",
            description = "Divides the logits; 0 (default) takes the most probable token.")
    private double temperature;

    @Option(
            names = "--top-k",
            defaultValue = "0",
            description = "Draw from the k most probable tokens; 0 (default): all.")
    private int topK;

    @Option(
            names = "--top-p",
            defaultValue = "1",
            description = "Draw from the most probable tokens that reach this share. Default: 1.")
    private double topP;

    @Option(
            names = "--min-p",
            defaultValue = "0",
            description =
                    "Draw from tokens with at least this share of the top one's probability. Default: 0.")
    private double minP;

    @Option(
            names = "--repetition-penalty",
            defaultValue = "1",
            description =
                    "Divides positive and multiplies negative logits of tokens that are there already. Default: 1.")
    private double repetitionPenalty;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Start of the random sequence. Default: 1.")
    private long seed;

    SamplerSetting setting() {
        return UsageException.parsing(
                "sampler",
                () -> new SamplerSetting(repetitionPenalty, temperature, topK, topP, minP, seed));
    }
}
