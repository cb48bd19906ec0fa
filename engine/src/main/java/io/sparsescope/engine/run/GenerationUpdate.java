package io.sparsescope.engine.run;

/**
 * All streams so far.
 *
 * @param request the request
 * @param generation what was written
 * @param state whether more will come
 */
public record GenerationUpdate(GenerationRequest request, Generation generation, State state) {

    /** Progress of a generation. */
    public enum State {
        RUNNING,
        FINISHED,
        STOPPED
    }
}
