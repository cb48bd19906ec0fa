package io.sparsescope.engine.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.tokenizer.Token;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Generations as JSON: one object for each, which says what was asked for, where it comes from, and
 * what every stream wrote. In a file of JSON Lines an object is one line.
 */
public final class GenerationJson {
    private GenerationJson() {}

    /**
     * A generation; {@code firstDivergence} is null where a stream does not leave the dense one,
     * and absent where there is no dense one.
     */
    public static ObjectNode of(Generation generation) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ContinuationTask task = generation.task();
        SamplerSetting sampler = task.sampler();
        node.put("prompt", task.prompt())
                .put("form", task.form().name().toLowerCase(Locale.ROOT))
                .put("maxTokens", task.maxTokens())
                .put("seed", sampler.seed())
                .put("repetitionPenalty", sampler.repetitionPenalty())
                .put("temperature", sampler.temperature())
                .put("topK", sampler.topK())
                .put("topP", sampler.topP())
                .put("minP", sampler.minP());
        Generation.GenerationFacts facts = generation.facts();
        node.put("model", facts.model())
                .put("modelHash", facts.modelHash())
                .put("intervention", facts.intervention())
                .put("vectors", facts.vectors())
                .put("backend", facts.backend())
                .put("version", facts.version());
        for (GeneratedStream stream : generation.streams()) {
            describe(node.putObject(stream.kind().cliName()), generation, stream);
        }
        return node;
    }

    private static void describe(ObjectNode node, Generation generation, GeneratedStream stream) {
        node.put("text", stream.text())
                .put("end", stream.end().name().toLowerCase(Locale.ROOT))
                .put("tokensPerSecond", stream.tokensPerSecond())
                .put("bytesPerToken", stream.bytesPerToken());
        OptionalInt parting = generation.parting(stream);
        if (parting.isPresent()) {
            node.put("firstDivergence", parting.getAsInt());
        } else if (generation.stream(StreamKind.DENSE).isPresent()) {
            node.putNull("firstDivergence");
        }
        ArrayNode ids = node.putArray("ids");
        ArrayNode tokens = node.putArray("tokens");
        for (Token token : stream.tokens()) {
            ids.add(token.id());
            tokens.add(token.text());
        }
        node.put("meanKlToDense", stream.meanDivergence());
        ArrayNode divergences = node.putArray("klToDense");
        stream.divergences().forEach(divergences::add);
    }

    /** Generations as JSON Lines, in UTF-8. */
    public static String lines(List<Generation> generations) {
        StringBuilder lines = new StringBuilder();
        generations.forEach(generation -> lines.append(of(generation)).append('\n'));
        return lines.toString();
    }
}
