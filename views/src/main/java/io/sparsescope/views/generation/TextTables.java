package io.sparsescope.views.generation;

import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.run.ContinuationTask;
import io.sparsescope.engine.run.GeneratedStream;
import io.sparsescope.engine.run.Generation;
import io.sparsescope.engine.table.Grid;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.engine.table.RowColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Texts as tables, token by token. How fast they were written is left out: it is another figure
 * every time, and equal texts shall be equal files.
 */
final class TextTables {
    private TextTables() {}

    /**
     * A token of a text.
     *
     * @param stream whose
     * @param step counted from 0
     * @param parted whether the stream has left the dense one, here or before
     */
    private record Step(GeneratedStream stream, int step, boolean parted) {}

    static ResultTables of(Generation generation) {
        return new ResultTables(
                List.of(tokens(generation), streams(generation)), provenance(generation));
    }

    private static Grid tokens(Generation generation) {
        List<Step> steps = new ArrayList<>();
        for (GeneratedStream stream : generation.streams()) {
            OptionalInt parting = generation.parting(stream);
            for (int step = 0; step < stream.tokens().size(); step++) {
                boolean parted = parting.isPresent() && step >= parting.getAsInt();
                steps.add(new Step(stream, step, parted));
            }
        }
        return new RowColumns<>(steps)
                .text("stream", "which network writes", step -> step.stream().kind().cliName())
                .whole("step", "counted from 0", Step::step)
                .whole(
                        "token_id",
                        "vocabulary id",
                        step -> step.stream().tokens().get(step.step()).id())
                .text("token", "text", step -> step.stream().tokens().get(step.step()).text())
                .real(
                        "kl",
                        "nats",
                        "KL(dense || this) before any sampler, on this stream's own tokens",
                        step -> step.stream().divergences().get(step.step()))
                .flag("parted", "whether the stream has left the dense one", Step::parted)
                .table("tokens");
    }

    private static Grid streams(Generation generation) {
        return new RowColumns<>(generation.streams())
                .text("stream", "which network writes", stream -> stream.kind().cliName())
                .whole("tokens", "how many it wrote", stream -> stream.tokens().size())
                .text(
                        "end",
                        "why nothing more comes",
                        stream -> stream.end().name().toLowerCase(Locale.ROOT))
                .whole(
                        "first_divergence",
                        "first step at which it leaves the dense one; -1 for none",
                        stream -> generation.parting(stream).orElse(-1))
                .real("mean_kl", "nats", "mean of kl", GeneratedStream::meanDivergence)
                .text("text", "what it wrote", GeneratedStream::text)
                .table("streams");
    }

    private static Map<String, String> provenance(Generation generation) {
        ContinuationTask task = generation.task();
        SamplerSetting sampler = task.sampler();
        Map<String, String> words = new LinkedHashMap<>();
        words.put("Intervention", generation.facts().intervention());
        words.put("Vectors", generation.facts().vectors());
        words.put("Prompt form", task.form().name().toLowerCase(Locale.ROOT));
        words.put("New tokens at most", Integer.toString(task.maxTokens()));
        words.put("Seed", Long.toString(sampler.seed()));
        words.put("Temperature", Double.toString(sampler.temperature()));
        words.put("Top-k", Integer.toString(sampler.topK()));
        words.put("Top-p", Double.toString(sampler.topP()));
        words.put("Min-p", Double.toString(sampler.minP()));
        words.put("Repetition penalty", Double.toString(sampler.repetitionPenalty()));
        return words;
    }
}
