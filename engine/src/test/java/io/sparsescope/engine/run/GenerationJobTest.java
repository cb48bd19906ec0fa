package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.run.GeneratedStream.End;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.engine.tokenizer.Token;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of one prompt: their seed, their alignment, their divergence, and Stop. */
final class GenerationJobTest {
    private static final String PROMPT = "w5 w17 w3 w90 w41";
    private static final SamplerSetting DRAWN = new SamplerSetting(1.1, 0.9, 40, 0.95, 0.01, 11);

    @TempDir private Path directory;
    private SteppedEngine stepped;

    @BeforeEach
    void open() throws IOException {
        stepped = new SteppedEngine(directory);
    }

    @AfterEach
    void close() {
        stepped.close();
    }

    private static Intervention sparse(double level) {
        return new Intervention(
                new SparsitySetting(SparsityMethod.TEAL, level, new PositionRule.All()));
    }

    private static Intervention withMeans(double level) {
        return sparse(level)
                .withSpontaneous(
                        new SpontaneousUse(
                                new SpontaneousUse.Source.MeanResidual(), SpontaneousSetting.FULL));
    }

    private Generation generate(Intervention intervention, int maxTokens, SamplerSetting sampler) {
        stepped.engine()
                .generate(
                        new GenerationRequest(
                                new ContinuationTask(PROMPT, maxTokens, sampler), intervention));
        stepped.toTheEnd();
        assertEquals(List.of(), stepped.failures());
        GenerationUpdate last = stepped.heard().generations.getLast();
        assertEquals(GenerationUpdate.State.FINISHED, last.state());
        return last.generation();
    }

    private static List<Integer> ids(GeneratedStream stream) {
        return stream.tokens().stream().map(Token::id).toList();
    }

    @Test
    void withoutSparsityBothStreamsAreOneBitForBit() {
        Generation written = generate(new Intervention(SparsitySetting.DENSE), 24, DRAWN);
        assertEquals(2, written.streams().size());
        GeneratedStream sparse = written.stream(StreamKind.SPARSE).orElseThrow();
        assertTrue(sparse.tokens().size() > 10, written::toString);
        assertEquals(written.stream(StreamKind.DENSE).orElseThrow().tokens(), sparse.tokens());
        assertEquals(OptionalInt.empty(), written.parting(sparse));
        assertTrue(sparse.divergences().stream().allMatch(value -> value == 0), written::toString);
    }

    @Test
    void vectorsThatActHaveAStreamOfTheirOwn() {
        stepped.answer(
                new RunRequest(
                        PROMPT,
                        withMeans(0.6),
                        new Look(new ProjectionSite(0, Projection.DOWN_PROJ)),
                        RunRequest.Fidelity.FULL)); // takes the means
        Generation written = generate(withMeans(0.6), 24, DRAWN);
        assertEquals(
                List.of(StreamKind.values()),
                written.streams().stream().map(GeneratedStream::kind).toList());
        GeneratedStream sparse = written.stream(StreamKind.SPARSE).orElseThrow();
        GeneratedStream compensated = written.stream(StreamKind.SPONTANEOUS).orElseThrow();
        assertEquals(compensated.tokens().size(), compensated.divergences().size());
        assertNotEquals(sparse.divergences(), compensated.divergences());
        assertEquals(sparse, withoutRate(generate(sparse(0.6), 24, DRAWN), sparse));
        assertTrue(written.facts().vectors().contains("mean"), written.facts()::toString);
        assertTrue(
                written.facts().intervention().startsWith("teal 0.6"), written.facts()::toString);
    }

    /** The sparse stream of another generation, at the rate of this one. */
    private static GeneratedStream withoutRate(Generation other, GeneratedStream like) {
        GeneratedStream sparse = other.stream(StreamKind.SPARSE).orElseThrow();
        return new GeneratedStream(
                sparse.kind(),
                sparse.tokens(),
                sparse.divergences(),
                sparse.end(),
                like.tokensPerSecond(),
                sparse.bytesPerToken());
    }

    @Test
    void theSeedDecidesAndRatesAreMeasured() {
        Generation first = generate(sparse(0.5), 24, DRAWN);
        Generation again = generate(sparse(0.5), 24, DRAWN);
        Generation other = generate(sparse(0.5), 24, DRAWN.withSeed(12));
        for (StreamKind kind : List.of(StreamKind.DENSE, StreamKind.SPARSE)) {
            GeneratedStream stream = first.stream(kind).orElseThrow();
            assertEquals(ids(stream), ids(again.stream(kind).orElseThrow()));
            assertNotEquals(ids(stream), ids(other.stream(kind).orElseThrow()));
            assertTrue(stream.tokensPerSecond() > 0);
            assertTrue(stream.bytesPerToken() > 0);
            assertEquals(End.LENGTH, stream.end());
        }
    }

    @Test
    void divergencesEqualTheSameTokensReadInOneBatch() {
        try (Network network = Network.open(directory.resolve("model"))) {
            SparsityPlan plan = magnitudes(network, 0.4f);
            var task = new ContinuationTask(PROMPT, 24, DRAWN);
            var plans = Continuations.plans(plan);
            try (var running = new Continuations(network, task, plans, CancelToken.none())) {
                while (running.step()) {
                    // token by token
                }
                GeneratedStream sparse = running.written().getLast();
                int[] prompt =
                        network.tokenizer().encode(PROMPT, Tokenizer.SpecialTokens.ADD).ids();
                List<LogProbabilities> dense =
                        inOneBatch(network, prompt, sparse, SparsityPlan.DENSE);
                List<LogProbabilities> other = inOneBatch(network, prompt, sparse, plan);
                for (int index = 0; index < sparse.tokens().size(); index++) {
                    double wanted = dense.get(index).divergenceTo(other.get(index));
                    assertEquals(wanted, sparse.divergences().get(index), 1e-5 + 1e-3 * wanted);
                }
                assertTrue(sparse.meanDivergence() > 1e-3, "so large that the test can fail");
            }
        }
    }

    private static SparsityPlan magnitudes(Network network, float threshold) {
        Map<ProjectionSite, SparsityRule> rules = new HashMap<>();
        for (int layer = 0; layer < network.model().config().layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                rules.put(
                        new ProjectionSite(layer, projection),
                        new SparsityRule.MagnitudeThreshold(threshold));
            }
        }
        return new SparsityPlan(rules, new PositionRule.All());
    }

    /** What each token of a stream was drawn from, had the text been known from the start. */
    private static List<LogProbabilities> inOneBatch(
            Network network, int[] prompt, GeneratedStream stream, SparsityPlan plan) {
        int[] all =
                IntStream.concat(
                                Arrays.stream(prompt), stream.tokens().stream().mapToInt(Token::id))
                        .toArray();
        try (PassState state = new PassState(network.model().config(), all.length)) {
            FloatMatrix logits =
                    network.pass()
                            .run(
                                    new PassInput(all, prompt.length, PassInput.Logits.ALL),
                                    state,
                                    plan,
                                    Probe.NONE,
                                    CancelToken.none());
            return IntStream.range(prompt.length - 1, all.length - 1)
                    .mapToObj(row -> LogProbabilities.of(logits.rowToArray(row)))
                    .toList();
        }
    }

    @Test
    void aStreamAloneIsScoredAsItIsBesideTheDenseOne() {
        try (Network network = Network.open(directory.resolve("model"))) {
            var task = new ContinuationTask(PROMPT, 12, DRAWN);
            var all = Continuations.plans(magnitudes(network, 0.4f));
            var alone = new TreeMap<>(all);
            alone.remove(StreamKind.DENSE);
            GeneratedStream beside =
                    last(new Continuations(network, task, all, CancelToken.none()));
            GeneratedStream single =
                    last(new Continuations(network, task, alone, CancelToken.none()));
            assertEquals(ids(beside), ids(single));
            assertEquals(beside.divergences(), single.divergences());
        }
    }

    private static GeneratedStream last(Continuations running) {
        try (running) {
            while (running.step()) {
                // token by token
            }
            return running.written().getLast();
        }
    }

    @Test
    void stopKeepsWhatIsWritten() {
        stepped.engine()
                .generate(
                        new GenerationRequest(
                                new ContinuationTask(PROMPT, 40, DRAWN), sparse(0.5)));
        stepped.steps(12);
        stepped.engine().stopGeneration();
        stepped.toTheEnd();
        GenerationUpdate last = stepped.heard().generations.getLast();
        assertEquals(GenerationUpdate.State.STOPPED, last.state());
        for (GeneratedStream stream : last.generation().streams()) {
            assertTrue(stream.tokens().size() >= 4 && stream.tokens().size() < 10);
            assertEquals(stream.tokens().size(), stream.divergences().size());
            assertEquals(End.OPEN, stream.end());
        }
    }

    @Test
    void streamsPartAtTheFirstOtherTokenOrWhereOneEnds() {
        GeneratedStream one = stream(End.LENGTH, 1, 2, 3);
        assertEquals(OptionalInt.of(1), one.parting(stream(End.LENGTH, 1, 5, 3)));
        assertEquals(OptionalInt.empty(), one.parting(stream(End.OPEN, 1, 2)));
        assertEquals(OptionalInt.of(2), one.parting(stream(End.END_TOKEN, 1, 2)));
        assertEquals(OptionalInt.of(2), stream(End.END_TOKEN, 1, 2).parting(one));
        assertEquals(
                OptionalInt.empty(),
                stream(End.END_TOKEN, 1, 2).parting(stream(End.END_TOKEN, 1, 2)));
    }

    private static GeneratedStream stream(End end, int... ids) {
        List<Token> tokens =
                Arrays.stream(ids).mapToObj(id -> new Token(id, "x", id, id + 1)).toList();
        List<Double> zeros = tokens.stream().map(_ -> 0.0).toList();
        return new GeneratedStream(StreamKind.SPARSE, tokens, zeros, end, 0, 0);
    }

    @Test
    void aTaskWithoutTokensIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ContinuationTask(PROMPT, 0, DRAWN));
    }
}
