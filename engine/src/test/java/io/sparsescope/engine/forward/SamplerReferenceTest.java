package io.sparsescope.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may be drawn against transformers' logits processors; {@code reference.py} beside the
 * resource made the values.
 */
class SamplerReferenceTest {
    private static final Path REFERENCE = Path.of("src/test/resources/sampler/reference.json");

    static Stream<JsonNode> cases() throws IOException {
        JsonNode cases = new ObjectMapper().readTree(REFERENCE.toFile()).get("cases");
        assertEquals(48, cases.size());
        return StreamSupport.stream(cases.spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameTokensAreLeftWithTheSameProbabilities(JsonNode wanted) {
        JsonNode values = wanted.get("logits");
        float[] logits = new float[values.size()];
        for (int token = 0; token < logits.length; token++) {
            logits[token] = values.get(token).floatValue();
        }
        BitSet seen = new BitSet();
        wanted.get("seen").forEach(token -> seen.set(token.intValue()));
        JsonNode setting = wanted.get("setting");
        TokenDistribution left =
                TokenDistribution.of(
                        logits,
                        seen,
                        new SamplerSetting(
                                setting.get("repetitionPenalty").doubleValue(),
                                setting.get("temperature").doubleValue(),
                                setting.get("topK").intValue(),
                                setting.get("topP").doubleValue(),
                                setting.get("minP").doubleValue(),
                                1));
        JsonNode probabilities = wanted.get("probabilities");
        assertEquals(probabilities.size(), left.tokens().length, setting::toString);
        for (int rank = 0; rank < left.tokens().length; rank++) {
            double expected = probabilities.get(String.valueOf(left.tokens()[rank])).doubleValue();
            assertEquals(expected, left.probabilities()[rank], 1e-6 * expected);
        }
    }
}
