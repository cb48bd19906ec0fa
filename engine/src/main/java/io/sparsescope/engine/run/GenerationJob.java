package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.Generator;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.Sampler;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.IncrementalText;
import io.sparsescope.engine.tokenizer.Token;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Two continuations of one prompt, dense and sparse: the first steps compute the prompts, every
 * later one a token of each stream.
 */
public final class GenerationJob implements AutoCloseable {
    private final GenerationRequest request;
    private final Set<Integer> endTokens;
    private final Stream dense;
    private final Stream sparse;
    private final CancelToken cancel;

    /**
     * Creates a job on an open model.
     *
     * @param request prompt, setting and sampler
     * @param model the model, which must stay open as long as the job runs
     * @param cancel stops it
     * @throws IllegalArgumentException when the prompt is empty or leaves no room for a token; the
     *     message says so
     */
    public GenerationJob(GenerationRequest request, LiveModel model, CancelToken cancel) {
        Tokenizer tokenizer = model.network().tokenizer();
        ForwardPass pass = model.network().pass();
        int[] prompt = tokenizer.encode(request.prompt(), Tokenizer.SpecialTokens.ADD).ids();
        int context = pass.model().config().contextLength();
        if (prompt.length == 0 || prompt.length >= context) {
            throw new IllegalArgumentException(
                    "The prompt has "
                            + prompt.length
                            + " tokens; to be continued it needs at least 1"
                            + " and fewer than the model's context of "
                            + context
                            + ".");
        }
        this.request = request;
        this.cancel = cancel;
        this.endTokens = pass.model().config().endTokens();
        int capacity = Math.min(context, prompt.length + request.maxTokens());
        this.dense = new Stream(pass, SparsityPlan.DENSE, prompt, capacity, request, tokenizer);
        this.sparse =
                new Stream(
                        pass,
                        model.plan(request.intervention()),
                        prompt,
                        capacity,
                        request,
                        tokenizer);
    }

    /**
     * Moves each unfinished stream on by one token; returns false when there is nothing left to do.
     */
    public boolean step() {
        dense.step();
        sparse.step();
        return !finished();
    }

    private boolean finished() {
        return cancel.isCancelled() || (dense.finished && sparse.finished);
    }

    /** Both streams as they are now. */
    public GenerationUpdate update() {
        GenerationUpdate.State state =
                dense.finished && sparse.finished
                        ? GenerationUpdate.State.FINISHED
                        : cancel.isCancelled()
                                ? GenerationUpdate.State.STOPPED
                                : GenerationUpdate.State.RUNNING;
        return new GenerationUpdate(
                request,
                dense.tokens,
                sparse.tokens,
                state,
                dense.tokensPerSecond(),
                sparse.tokensPerSecond());
    }

    /** Frees both sequences. */
    @Override
    public void close() {
        dense.state.close();
        sparse.state.close();
    }

    private final class Stream {
        private final PassState state;
        private final Generator generator;
        private final IncrementalText text;
        private final int[] prompt;
        private final List<Token> tokens = new ArrayList<>();
        private boolean started;
        private boolean finished;
        private long decodingNanos;

        Stream(
                ForwardPass pass,
                SparsityPlan plan,
                int[] prompt,
                int capacity,
                GenerationRequest request,
                Tokenizer tokenizer) {
            this.prompt = prompt;
            this.state = new PassState(pass.model().config(), capacity);
            this.generator = new Generator(pass, state, plan, new Sampler(request.sampler()));
            this.text = new IncrementalText(tokenizer, prompt[prompt.length - 1]);
        }

        void step() {
            if (finished || cancel.isCancelled()) {
                return;
            }
            if (!started) {
                generator.start(prompt, cancel);
                started = true;
                return;
            }
            long start = System.nanoTime();
            int token = generator.next(cancel);
            decodingNanos += System.nanoTime() - start;
            finished = endTokens.contains(token);
            if (!finished) {
                tokens.add(text.add(token));
                finished =
                        tokens.size() >= request.maxTokens()
                                || prompt.length + tokens.size() >= state.capacity();
            }
        }

        double tokensPerSecond() {
            return tokens.size() < 2 ? 0 : (tokens.size() - 1) / (decodingNanos / 1e9);
        }
    }
}
