package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.CancelToken;

/** A generation on an open model; vectors that act have a stream of their own. */
final class GenerationJob implements AutoCloseable {
    private final GenerationRequest request;
    private final Generation.GenerationFacts facts;
    private final Continuations continuations;
    private final CancelToken cancel;

    /**
     * Creates a job.
     *
     * @param request prompt, intervention and sampler
     * @param model the model, which must stay open as long as the job runs
     * @param cancel stops it
     * @throws IllegalArgumentException when the prompt is empty or leaves no room for a token; the
     *     message says so
     */
    GenerationJob(GenerationRequest request, LiveModel model, CancelToken cancel) {
        Planning.Planned planned = model.planning().plan(request.intervention());
        this.request = request;
        this.facts = model.facts(request.intervention(), planned);
        this.cancel = cancel;
        this.continuations =
                new Continuations(
                        model.network(),
                        request.task(),
                        Continuations.plans(planned.plan()),
                        cancel);
    }

    /** Moves one stream on by one token; returns whether there is more to do. */
    boolean step() {
        return continuations.step();
    }

    /** All streams as they are now. */
    GenerationUpdate update() {
        GenerationUpdate.State state =
                continuations.ended()
                        ? GenerationUpdate.State.FINISHED
                        : cancel.isCancelled()
                                ? GenerationUpdate.State.STOPPED
                                : GenerationUpdate.State.RUNNING;
        var generation = new Generation(request.task(), facts, continuations.written());
        return new GenerationUpdate(request, generation, state);
    }

    /** Frees the sequences. */
    @Override
    public void close() {
        continuations.close();
    }
}
