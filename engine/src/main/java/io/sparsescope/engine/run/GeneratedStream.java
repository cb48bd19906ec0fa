package io.sparsescope.engine.run;

import io.sparsescope.engine.tokenizer.Token;
import java.util.List;
import java.util.OptionalInt;

/**
 * One continuation so far.
 *
 * @param kind which network writes it
 * @param tokens new tokens; spans count from the start of the continuation
 * @param divergences [token] KL(dense || this) in nats, of the whole distributions over the
 *     vocabulary that the models give at this token before any sampler touches them; the dense
 *     model is scored on this stream's own tokens. 0 for the dense stream
 * @param end why nothing more will come
 * @param tokensPerSecond decoding rate, sampling included, prompt and scoring not; 0 before the
 *     second token
 * @param bytesPerToken bytes of weights that a token read, on the average; keys and values are not
 *     counted. 0 before the second token
 */
public record GeneratedStream(
        StreamKind kind,
        List<Token> tokens,
        List<Double> divergences,
        End end,
        double tokensPerSecond,
        double bytesPerToken) {

    /** Why a stream ends. */
    public enum End {
        /** It has not: more would come, unless it was stopped. */
        OPEN,
        /** The model ended its text. */
        END_TOKEN,
        /** No more tokens were asked for, or the model's context is full. */
        LENGTH
    }

    public GeneratedStream {
        tokens = List.copyOf(tokens);
        divergences = List.copyOf(divergences);
    }

    /** The text that the tokens stand for. */
    public String text() {
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(token.text()));
        return text.toString();
    }

    /**
     * Index of the first token at which this stream and another differ, where one may have ended;
     * empty while they agree as far as both go.
     */
    public OptionalInt parting(GeneratedStream other) {
        int common = Math.min(tokens.size(), other.tokens.size());
        for (int index = 0; index < common; index++) {
            if (tokens.get(index).id() != other.tokens.get(index).id()) {
                return OptionalInt.of(index);
            }
        }
        boolean oneEnded = endedBefore(other) || other.endedBefore(this);
        return oneEnded ? OptionalInt.of(common) : OptionalInt.empty();
    }

    private boolean endedBefore(GeneratedStream other) {
        return end == End.END_TOKEN
                && (tokens.size() < other.tokens.size()
                        || tokens.size() == other.tokens.size() && other.end == End.LENGTH);
    }

    /** Mean of the divergences, in nats; 0 of nothing. */
    public double meanDivergence() {
        return divergences.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
