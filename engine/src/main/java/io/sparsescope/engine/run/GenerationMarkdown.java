package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.tokenizer.Token;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Generations as Markdown: for each the prompt, a table of its streams, and their texts, in which
 * {@code ▸} stands where a stream leaves the dense one.
 */
public final class GenerationMarkdown {
    /** A text that holds backticks gets a fence that is longer. */
    private static final int SHORTEST_FENCE = 3;

    private GenerationMarkdown() {}

    /** Generations under one heading. */
    public static String of(List<Generation> generations) {
        StringBuilder page = new StringBuilder("# Generations\n");
        for (int index = 0; index < generations.size(); index++) {
            Generation generation = generations.get(index);
            if (index == 0 || !generation.facts().equals(generations.get(index - 1).facts())) {
                facts(page, generation.facts());
            }
            page.append("\n## Prompt ").append(index + 1).append("\n\n");
            fenced(page, generation.task().prompt());
            if (generation.task().form() == ContinuationTask.PromptForm.CHAT) {
                page.append("\nIn the words of the model's chat template, as what a user says.\n");
            }
            page.append('\n').append(sampler(generation.task())).append("\n\n");
            table(page, generation);
            for (GeneratedStream stream : generation.streams()) {
                page.append("\n### ").append(stream.kind().label()).append("\n\n");
                fenced(page, marked(stream, generation.parting(stream)));
            }
        }
        return page.toString();
    }

    private static void facts(StringBuilder page, Generation.GenerationFacts facts) {
        page.append("\nModel ")
                .append(facts.model())
                .append(" (")
                .append(facts.modelHash())
                .append("), sparse streams: ")
                .append(facts.intervention());
        if (!facts.vectors().isEmpty()) {
            page.append(", spontaneous neurons: ").append(facts.vectors());
        }
        page.append(". Computed by ")
                .append(facts.backend())
                .append(", Sparsescope ")
                .append(facts.version())
                .append(".\n");
    }

    private static String sampler(ContinuationTask task) {
        SamplerSetting sampler = task.sampler();
        return String.format(
                Locale.ROOT,
                "At most %d tokens, seed %d, repetition penalty %s, temperature %s, top-k %d,"
                        + " top-p %s, min-p %s.",
                task.maxTokens(),
                sampler.seed(),
                sampler.repetitionPenalty(),
                sampler.temperature(),
                sampler.topK(),
                sampler.topP(),
                sampler.minP());
    }

    private static void table(StringBuilder page, Generation generation) {
        page.append(
                "| stream | tokens | leaves dense at token | mean KL to dense [nats] | tokens/s |\n"
                        + "| --- | ---: | ---: | ---: | ---: |\n");
        for (GeneratedStream stream : generation.streams()) {
            OptionalInt parting = generation.parting(stream);
            page.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %s | %.4f | %.1f |\n",
                            stream.kind().cliName(),
                            stream.tokens().size(),
                            parting.isPresent() ? String.valueOf(parting.getAsInt()) : "\u2013",
                            stream.meanDivergence(),
                            stream.tokensPerSecond()));
        }
    }

    private static String marked(GeneratedStream stream, OptionalInt parting) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < stream.tokens().size(); index++) {
            Token token = stream.tokens().get(index);
            if (parting.isPresent() && parting.getAsInt() == index) {
                text.append('\u25b8');
            }
            text.append(token.text());
        }
        return text.toString();
    }

    /** A text as it is, whatever it holds. */
    private static void fenced(StringBuilder page, String text) {
        int longest = 0;
        int run = 0;
        for (int index = 0; index < text.length(); index++) {
            run = text.charAt(index) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(Math.max(SHORTEST_FENCE, longest + 1));
        page.append(fence).append("text\n").append(text).append('\n').append(fence).append('\n');
    }
}
