package io.sparsescope.engine.run;

import io.sparsescope.engine.tokenizer.Token;
import java.util.List;

/**
 * Both streams so far.
 *
 * @param request the request
 * @param dense tokens of the dense stream; spans count from the start of the continuation
 * @param sparse tokens of the sparse stream, likewise
 * @param state whether more will come
 * @param denseTokensPerSecond decoding rate of the dense stream; 0 before its second token
 * @param sparseTokensPerSecond decoding rate of the sparse stream; 0 before its second token
 */
public record GenerationUpdate(
        GenerationRequest request,
        List<Token> dense,
        List<Token> sparse,
        State state,
        double denseTokensPerSecond,
        double sparseTokensPerSecond) {

    /** Progress of a generation. */
    public enum State {
        RUNNING,
        FINISHED,
        STOPPED
    }

    public GenerationUpdate {
        dense = List.copyOf(dense);
        sparse = List.copyOf(sparse);
    }

    /**
     * Index of the first token at which the streams differ; the shorter length when they agree as
     * far as both go.
     */
    public int firstDivergence() {
        int common = Math.min(dense.size(), sparse.size());
        int index = 0;
        while (index < common && dense.get(index).id() == sparse.get(index).id()) {
            index++;
        }
        return index;
    }
}
