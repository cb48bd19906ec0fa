package io.sparsescope.engine.run;

import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.observation.NextTokens;
import io.sparsescope.engine.observation.TokenScore;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Dense and sparse predictions side by side. */
final class PredictionComparison {
    private static final int CANDIDATES = 10;

    private final Tokenizer tokenizer;
    private final int ordinaryToken;
    private final Map<Integer, String> texts = new ConcurrentHashMap<>();

    PredictionComparison(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        // After an ordinary token a candidate keeps its leading space, which some tokenizers drop
        // at the start of a text.
        int[] ids = tokenizer.ids("a");
        this.ordinaryToken = ids.length == 0 ? 0 : ids[ids.length - 1];
    }

    List<NextTokens> compare(LogProbabilities[] dense, LogProbabilities[] sparse) {
        return IntStream.range(0, dense.length)
                .parallel()
                .mapToObj(position -> compare(position, dense[position], sparse[position]))
                .toList();
    }

    private NextTokens compare(int position, LogProbabilities dense, LogProbabilities sparse) {
        int[] denseTop = dense.top(CANDIDATES);
        int[] sparseTop = sparse.top(CANDIDATES);
        List<TokenScore> candidates =
                IntStream.concat(Arrays.stream(denseTop), Arrays.stream(sparseTop))
                        .distinct()
                        .mapToObj(token ->
                                new TokenScore(
                                        token,
                                        text(token),
                                        dense.probability(token),
                                        sparse.probability(token)))
                        .sorted(Comparator.comparingDouble(TokenScore::denseProbability).reversed())
                        .toList();
        double divergence = Math.max(0, dense.divergenceTo(sparse));
        return new NextTokens(position, candidates, divergence, denseTop[0] == sparseTop[0]);
    }

    private String text(int token) {
        return texts.computeIfAbsent(token, id -> tokenizer.textAfter(ordinaryToken, id));
    }
}
