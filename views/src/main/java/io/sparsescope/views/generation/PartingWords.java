package io.sparsescope.views.generation;

import io.sparsescope.engine.run.GeneratedStream;
import io.sparsescope.engine.run.Generation;
import io.sparsescope.engine.run.StreamKind;
import io.sparsescope.views.panel.Figures;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Where texts leave the dense one, in words. */
final class PartingWords {
    private PartingWords() {}

    /** Under one text. */
    static String ofColumn(GeneratedStream stream, OptionalInt parting) {
        String mean = "mean KL " + Figures.value(stream.meanDivergence());
        return parting.isEmpty()
                ? "as dense, " + mean
                : "\u25b8 token " + parting.getAsInt() + ", " + mean;
    }

    /** The same where there is little room. */
    static String shortOfColumn(GeneratedStream stream, OptionalInt parting) {
        String mean = "KL " + Figures.value(stream.meanDivergence());
        return parting.isEmpty()
                ? "as dense, " + mean
                : "\u25b8 token " + parting.getAsInt() + ", " + mean;
    }

    /** Of all texts, with the level that was asked for. */
    static String of(Generation generation, double targetSparsity) {
        List<GeneratedStream> others =
                generation.streams().stream()
                        .filter(stream -> stream.kind() != StreamKind.DENSE)
                        .toList();
        String words =
                others.size() == 1
                        ? of(generation, others.getFirst())
                        : others.stream()
                                .map(stream ->
                                        name(stream.kind()) + " " + shortOf(generation, stream))
                                .collect(Collectors.joining(", "));
        return words + " (" + Figures.percent(targetSparsity) + ")";
    }

    /** A stream's name where there is little room. */
    static String name(StreamKind kind) {
        return kind == StreamKind.SPONTANEOUS ? "+ SPON" : kind.label();
    }

    private static String shortOf(Generation generation, GeneratedStream stream) {
        OptionalInt parting = generation.parting(stream);
        return parting.isPresent() ? "parts at " + parting.getAsInt() : "as dense";
    }

    private static String of(Generation generation, GeneratedStream stream) {
        OptionalInt parting = generation.parting(stream);
        return parting.isPresent()
                ? "parts at token " + parting.getAsInt()
                : "identical for " + stream.tokens().size() + " tokens";
    }
}
