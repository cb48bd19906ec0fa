package io.sparsescope.engine.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Continuations of one prompt, aligned token by token: what every export of them is written from.
 *
 * @param task what was asked for
 * @param facts where they come from
 * @param streams the streams that were asked for, in the order of {@link StreamKind}
 */
public record Generation(
        ContinuationTask task, GenerationFacts facts, List<GeneratedStream> streams) {

    /**
     * Where generated text comes from.
     *
     * @param model the model's directory name
     * @param modelHash see {@link io.sparsescope.engine.model.ModelSummary#hash()}
     * @param intervention what was done to the network of the sparse streams, in words
     * @param vectors which spontaneous neurons the third stream has, in words; empty for none
     * @param backend which kernels computed it
     * @param version Sparsescope's version
     */
    public record GenerationFacts(
            String model,
            String modelHash,
            String intervention,
            String vectors,
            String backend,
            String version) {}

    public Generation {
        streams = List.copyOf(streams);
    }

    /** One of the streams; empty when it was not asked for. */
    public Optional<GeneratedStream> stream(StreamKind kind) {
        return streams.stream().filter(stream -> stream.kind() == kind).findFirst();
    }

    /** Where a stream leaves the dense one; empty while it does not, or without a dense stream. */
    public OptionalInt parting(GeneratedStream stream) {
        return stream(StreamKind.DENSE).map(stream::parting).orElseGet(OptionalInt::empty);
    }
}
