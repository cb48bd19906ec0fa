package io.sparsescope.engine.metric;

import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.LensReading;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * What the network would predict if it ended after a layer: log softmax(W_U norm(x)), with the
 * final norm and the unembedding of the network itself and x the residual stream after the layer
 * ("logit lens", nostalgebraist 2020). After the last layer it is the network's own prediction.
 *
 * <p>Logits are made for {@value #BLOCK} positions at a time, since those of a whole prompt may be
 * too many to hold.
 */
public final class LogitLens {
    private static final int BLOCK = 32;

    private final ForwardPass pass;

    /**
     * Creates the lens of a network.
     *
     * @param pass its model's weights must outlive the lens
     */
    public LogitLens(ForwardPass pass) {
        this.pass = pass;
    }

    /**
     * Log-probabilities of the next token.
     *
     * @param residual [position, hidden] after any layer
     * @return [position], of the whole vocabulary: at large vocabularies much memory
     * @throws IllegalArgumentException when the width is not the model's
     * @throws java.util.concurrent.CancellationException when {@code cancel} was asked
     */
    public LogProbabilities[] logProbabilities(FloatMatrix residual, CancelToken cancel) {
        LogProbabilities[] all = new LogProbabilities[residual.rowCount()];
        forEach(residual, cancel, (prediction, position) -> all[position] = prediction);
        return all;
    }

    /**
     * The most probable tokens at every position, and how far the prediction still is from the
     * final one.
     *
     * @param residual [position, hidden] after any layer of any run
     * @param finalDense [position] the dense run's prediction
     * @param topCount how many tokens, at least 1; as many as there are if the vocabulary is
     *     smaller
     * @return [position]
     * @throws IllegalArgumentException when the width is not the model's or the positions differ
     * @throws java.util.concurrent.CancellationException when {@code cancel} was asked
     */
    public LensReading[] read(
            FloatMatrix residual, LogProbabilities[] finalDense, int topCount, CancelToken cancel) {
        if (finalDense.length != residual.rowCount()) {
            throw new IllegalArgumentException(
                    finalDense.length + " predictions do not belong to " + residual);
        }
        if (topCount < 1) {
            throw new IllegalArgumentException("asked for " + topCount + " tokens, the least is 1");
        }
        LensReading[] readings = new LensReading[finalDense.length];
        forEach(
                residual,
                cancel,
                (prediction, position) ->
                        readings[position] = reading(prediction, finalDense[position], topCount));
        return readings;
    }

    private static LensReading reading(
            LogProbabilities prediction, LogProbabilities finalDense, int topCount) {
        int[] top = prediction.top(topCount);
        double[] logProbabilities =
                Arrays.stream(top).mapToDouble(token -> prediction.values()[token]).toArray();
        return new LensReading(top, logProbabilities, finalDense.divergenceTo(prediction));
    }

    /** Predictions of all positions; each position is consumed once, on any thread. */
    private void forEach(
            FloatMatrix residual, CancelToken cancel, ObjIntConsumer<LogProbabilities> consumer) {
        int hidden = pass.model().config().hiddenSize();
        if (residual.columnCount() != hidden) {
            throw new IllegalArgumentException(
                    residual + " is no residual stream of " + hidden + " channels");
        }
        int rows = Math.min(BLOCK, residual.rowCount());
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix norm = FloatMatrix.allocate(arena, rows, hidden);
            int vocabulary = pass.model().config().vocabSize();
            FloatMatrix logits = FloatMatrix.allocate(arena, rows, vocabulary);
            for (int first = 0; first < residual.rowCount(); first += rows) {
                cancel.throwIfCancelled();
                int start = first;
                int count = Math.min(rows, residual.rowCount() - first);
                pass.finalNorm(residual.rows(first, count), norm.rows(0, count));
                pass.unembed(norm.rows(0, count), logits.rows(0, count));
                IntStream.range(0, count)
                        .parallel()
                        .forEach(row ->
                                consumer.accept(
                                        LogProbabilities.of(logits.rowToArray(row)), start + row));
            }
        }
    }
}
