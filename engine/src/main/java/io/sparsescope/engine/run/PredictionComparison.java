package io.sparsescope.engine.run;

import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.observation.Agreement;
import io.sparsescope.engine.observation.NextTokens;
import io.sparsescope.engine.observation.TokenScore;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Dense and sparse predictions side by side, with and without spontaneous neurons. */
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

    /**
     * Compares the predictions of a prompt's runs.
     *
     * @param dense [position] of the dense run
     * @param sparse [position] of the sparse run without spontaneous neurons
     * @param spontaneous [position] of the sparse run with them; null where none act
     */
    List<NextTokens> compare(
            LogProbabilities[] dense,
            LogProbabilities[] sparse,
            LogProbabilities @Nullable [] spontaneous) {
        return IntStream.range(0, dense.length)
                .parallel()
                .mapToObj(position ->
                        compare(
                                position,
                                dense[position],
                                sparse[position],
                                spontaneous == null ? null : spontaneous[position]))
                .toList();
    }

    private NextTokens compare(
            int position,
            LogProbabilities dense,
            LogProbabilities sparse,
            @Nullable LogProbabilities spontaneous) {
        List<TokenScore> candidates =
                Stream.of(dense, sparse, spontaneous)
                        .filter(Objects::nonNull)
                        .flatMapToInt(run -> Arrays.stream(run.top(CANDIDATES)))
                        .distinct()
                        .mapToObj(token ->
                                new TokenScore(
                                        token,
                                        text(token),
                                        dense.probability(token),
                                        sparse.probability(token),
                                        spontaneous == null
                                                ? null
                                                : spontaneous.probability(token)))
                        .sorted(Comparator.comparingDouble(TokenScore::dense).reversed())
                        .toList();
        return new NextTokens(
                position,
                candidates,
                agreement(dense, sparse),
                spontaneous == null ? null : agreement(dense, spontaneous));
    }

    private static Agreement agreement(LogProbabilities dense, LogProbabilities other) {
        return new Agreement(Math.max(0, dense.divergenceTo(other)), dense.top() == other.top());
    }

    /** A token as it appears in running text. */
    String text(int token) {
        return texts.computeIfAbsent(token, id -> tokenizer.textAfter(ordinaryToken, id));
    }
}
