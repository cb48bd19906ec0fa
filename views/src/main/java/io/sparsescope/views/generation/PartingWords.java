package io.sparsescope.views.generation;

import io.sparsescope.engine.run.GeneratedStream;
import io.sparsescope.engine.run.Generation;
import io.sparsescope.engine.run.StreamKind;
import io.sparsescope.views.panel.Figures;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Where texts leave the dense one, in words. */
final class PartingWords {
    private PartingWords() {}

    /** Under one text. */
    static String ofColumn(GeneratedStream stream, OptionalInt parting) {
        String mean = "mean KL " + Figures.value(stream.meanDivergence()) + "\u00a0nats";
        return parting.isEmpty()
                ? "as dense so far, " + mean
                : "\u25b8 leaves dense at token " + parting.getAsInt() + ", " + mean;
    }

    /** Of all texts, with the level that was asked for. */
    static String of(Generation generation, double targetSparsity) {
        String words =
                generation.streams().stream()
                        .filter(stream -> stream.kind() != StreamKind.DENSE)
                        .map(stream -> of(generation, stream))
                        .collect(Collectors.joining(", "));
        return words + " (" + Figures.percent(targetSparsity) + ")";
    }

    private static String of(Generation generation, GeneratedStream stream) {
        OptionalInt parting = generation.parting(stream);
        String name = "the " + stream.kind().label().toLowerCase(Locale.ROOT) + " text ";
        return parting.isPresent()
                ? name + "parts at token " + parting.getAsInt()
                : name + "is identical for " + stream.tokens().size() + " tokens";
    }
}
