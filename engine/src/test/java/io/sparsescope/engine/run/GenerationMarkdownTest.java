package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.run.GeneratedStream.End;
import io.sparsescope.engine.tokenizer.Token;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page of generations, whatever its texts hold. */
final class GenerationMarkdownTest {
    private static final Generation.GenerationFacts FACTS =
            new Generation.GenerationFacts("tiny", "00ff", "teal 0.5", "", "loops", "1");

    private static GeneratedStream stream(StreamKind kind, double divergence, String... words) {
        List<Token> tokens =
                Arrays.stream(words)
                        .map(word -> new Token(word.hashCode(), word, 0, word.length()))
                        .toList();
        List<Double> divergences = tokens.stream().map(_ -> divergence).toList();
        return new GeneratedStream(kind, tokens, divergences, End.LENGTH, 12.34, 1e6);
    }

    @Test
    void aPageHoldsPromptFiguresAndMarkedTexts() {
        var generation =
                new Generation(
                        new ContinuationTask("Say ```x```", 2, SamplerSetting.GREEDY),
                        FACTS,
                        List.of(
                                stream(StreamKind.DENSE, 0, " a", " b"),
                                stream(StreamKind.SPARSE, 0.25, " a", " | c")));
        assertEquals(
                """
                # Generations

                Model tiny (00ff), sparse streams: teal 0.5. Computed by loops, Sparsescope 1.

                ## Prompt 1

                ````text
                Say ```x```
                ````

                At most 2 tokens, seed 0, repetition penalty 1.0, temperature 0.0, top-k 0, top-p 1.0, min-p 0.0.

                | stream | tokens | leaves dense at token | mean KL to dense [nats] | tokens/s |
                | --- | ---: | ---: | ---: | ---: |
                | dense | 2 | \u2013 | 0.0000 | 12.3 |
                | sparse | 2 | 1 | 0.2500 | 12.3 |

                ### Dense

                ```text
                 a b
                ```

                ### Sparse

                ```text
                 a\u25b8 | c
                ```
                """,
                GenerationMarkdown.of(List.of(generation)));
    }
}
