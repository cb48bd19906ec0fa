package io.sparsescope.engine.run;

import io.sparsescope.engine.decode.Decoder;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.Generator;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.Sampler;
import io.sparsescope.engine.run.GeneratedStream.End;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.IncrementalText;
import io.sparsescope.engine.tokenizer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One stream at work: its own sequence, its own sampler from the common seed, and its score. */
final class ContinuedStream implements AutoCloseable {
    private final StreamKind kind;
    private final int[] prompt;
    private final int maxTokens;
    private final Set<Integer> endTokens;
    private final PassState state;
    private final Decoder decoder;
    private final Generator generator;
    private final @Nullable DenseScore score;
    private final IncrementalText text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Double> divergences = new ArrayList<>();
    private boolean started;
    private End end = End.OPEN;
    private long decodingNanos;
    private long decodingBytes;
    private long decodingSteps;

    /**
     * Creates a stream that has read nothing yet.
     *
     * @param prompt [position] ids
     * @param plan what is dropped
     */
    ContinuedStream(
            StreamKind kind,
            Network network,
            int[] prompt,
            SparsityPlan plan,
            ContinuationTask task) {
        ForwardPass pass = network.pass();
        var config = pass.model().config();
        int capacity = Math.min(config.contextLength(), prompt.length + task.maxTokens());
        this.kind = kind;
        this.prompt = prompt;
        this.maxTokens = capacity - prompt.length;
        this.endTokens = config.endTokens();
        this.text = new IncrementalText(network.tokenizer(), prompt[prompt.length - 1]);
        this.state = new PassState(config, capacity);
        this.decoder = network.decoder();
        this.generator =
                new Generator(pass, decoder.step(plan), state, plan, new Sampler(task.sampler()));
        this.score =
                kind == StreamKind.DENSE ? null : new DenseScore(network, prompt.length, capacity);
    }

    boolean isOpen() {
        return end == End.OPEN;
    }

    /**
     * Reads the prompt, or draws the next token; nothing once the text has ended.
     *
     * @param dense the dense stream, whose reading of the prompt serves the score; null when there
     *     is none
     */
    void step(@Nullable ContinuedStream dense, CancelToken cancel) {
        if (!started) {
            read(dense, cancel);
            started = true;
        } else if (isOpen()) {
            draw(cancel);
        }
    }

    private void read(@Nullable ContinuedStream dense, CancelToken cancel) {
        if (score != null && dense != null && dense.hasReadJustThePrompt()) {
            score.startLike(dense.state, dense.generator.logits());
        } else if (score != null) {
            score.start(prompt, cancel);
        }
        generator.start(prompt, cancel);
    }

    private boolean hasReadJustThePrompt() {
        return started && state.length() == prompt.length;
    }

    private void draw(CancelToken cancel) {
        long before = decoder.weightBytesRead();
        long start = System.nanoTime();
        int token = generator.next(cancel);
        if (!tokens.isEmpty()) { // the first came with the prompt
            decodingNanos += System.nanoTime() - start;
            decodingBytes += decoder.weightBytesRead() - before;
            decodingSteps++;
        }
        if (endTokens.contains(token)) {
            end = End.END_TOKEN;
            return;
        }
        divergences.add(score == null ? 0 : score.divergence(generator.logits()));
        tokens.add(text.add(token));
        if (tokens.size() >= maxTokens) {
            end = End.LENGTH;
        } else if (score != null) {
            score.follow(token, cancel);
        }
    }

    /** What was written so far. */
    GeneratedStream written() {
        double rate = decodingSteps == 0 ? 0 : decodingSteps / (decodingNanos / 1e9);
        double bytes = decodingSteps == 0 ? 0 : (double) decodingBytes / decodingSteps;
        return new GeneratedStream(kind, tokens, divergences, end, rate, bytes);
    }

    @Override
    public void close() {
        if (score != null) {
            score.close();
        }
        state.close();
    }
}
