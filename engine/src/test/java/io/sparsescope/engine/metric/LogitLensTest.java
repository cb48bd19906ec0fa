package io.sparsescope.engine.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.GoldenModel;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.observation.LensReading;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.ActivationRecorder;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lens against transformers' states and logits, and against its own definition in loops. */
class LogitLensTest {

    static List<GoldenModel> models() throws java.io.IOException {
        return GoldenModel.all();
    }

    /** hidden_states.l is the stream before layer l, so after layer l - 1. */
    @ParameterizedTest
    @MethodSource("models")
    void afterTheFirstLayerItIsSoftmaxOfUnembeddedNorm(GoldenModel golden) {
        try (Model model = golden.load();
                SafetensorsFile expected = golden.expected()) {
            int hidden = model.config().hiddenSize();
            float[] stream = expected.tensor("hidden_states.1").toFloats();
            FloatMatrix residual = Matrices.of(widened(stream), hidden);
            LogProbabilities[] found =
                    new LogitLens(new ForwardPass(model, new ReferenceKernels()))
                            .logProbabilities(residual, CancelToken.none());
            assertEquals(residual.rowCount(), found.length);
            for (int position = 0; position < found.length; position++) {
                double[] wanted = byLoops(model, residual.rowToArray(position));
                assertArrayEquals(wanted, found[position].values(), 1e-4);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void afterTheLastLayerItIsTheModelsOwnPrediction(GoldenModel golden) {
        try (Model model = golden.load();
                SafetensorsFile expected = golden.expected();
                PassState state = new PassState(model.config(), 64)) {
            ForwardPass pass = new ForwardPass(model, new ReferenceKernels());
            LogProbabilities[] own = predictions(expected, model);
            LensReading[] readings =
                    new LogitLens(pass)
                            .read(lastResidual(pass, expected, state), own, 3, CancelToken.none());
            for (int position = 0; position < own.length; position++) {
                LensReading reading = readings[position];
                assertEquals(0, reading.divergence(), 1e-6);
                assertEquals(3, reading.topTokens().length);
                for (int rank = 0; rank < 3; rank++) {
                    // Ranks of near equals may be exchanged by rounding; their values may not.
                    int token = own[position].top(3)[rank];
                    double wanted = own[position].values()[token];
                    assertEquals(wanted, reading.topLogProbabilities()[rank], 1e-3);
                    assertEquals(wanted, own[position].values()[reading.topTokens()[rank]], 1e-3);
                }
            }
        }
    }

    @Test
    void positionsBeyondOneBlockReadAsTheyDoAlone() {
        try (Model model = GoldenModel.named("llama").load()) {
            int hidden = model.config().hiddenSize();
            LogitLens lens = new LogitLens(new ForwardPass(model, new ReferenceKernels()));
            FloatMatrix many = Matrices.normal(70, hidden, 4);
            LogProbabilities[] together = lens.logProbabilities(many, CancelToken.none());
            for (int position : new int[] {0, 31, 32, 63, 64, 69}) {
                LogProbabilities alone =
                        lens.logProbabilities(many.rows(position, 1), CancelToken.none())[0];
                assertArrayEquals(alone.values(), together[position].values());
            }
            LensReading[] readings = lens.read(many, together, 1, CancelToken.none());
            assertTrue(IntStream.range(0, 70).allMatch(at -> readings[at].divergence() == 0));
        }
    }

    @Test
    void whatDoesNotFitIsRefusedAndCancelIsHeard() {
        try (Model model = GoldenModel.named("llama").load()) {
            int hidden = model.config().hiddenSize();
            LogitLens lens = new LogitLens(new ForwardPass(model, new ReferenceKernels()));
            FloatMatrix two = Matrices.normal(2, hidden, 4);
            LogProbabilities[] one = lens.logProbabilities(two.rows(0, 1), CancelToken.none());
            CancelToken none = CancelToken.none();
            assertThrows(IllegalArgumentException.class, () -> lens.read(two, one, 1, none));
            assertThrows(
                    IllegalArgumentException.class, () -> lens.read(two.rows(0, 1), one, 0, none));
            FloatMatrix narrow = Matrices.normal(2, hidden - 1, 4);
            assertThrows(IllegalArgumentException.class, () -> lens.logProbabilities(narrow, none));
            CancelToken cancelled = new CancelToken();
            cancelled.cancel();
            assertThrows(CancellationException.class, () -> lens.logProbabilities(two, cancelled));
        }
    }

    private static LogProbabilities[] predictions(SafetensorsFile expected, Model model) {
        FloatMatrix logits =
                Matrices.of(
                        widened(expected.tensor("logits").toFloats()), model.config().vocabSize());
        return IntStream.range(0, logits.rowCount())
                .mapToObj(row -> LogProbabilities.of(logits.rowToArray(row)))
                .toArray(LogProbabilities[]::new);
    }

    private static FloatMatrix lastResidual(
            ForwardPass pass, SafetensorsFile expected, PassState state) {
        int layers = pass.model().config().layerCount();
        ProbeSite last = new ProbeSite(layers - 1, ProbePoint.RESID_POST);
        ActivationRecorder recorder = new ActivationRecorder(Set.of(last));
        PassInput prompt = PassInput.prompt(GoldenModel.ids(expected, "input_ids"));
        pass.run(prompt, state, SparsityPlan.DENSE, recorder, CancelToken.none());
        return Matrices.of(widened(recorder.values(last)), pass.model().config().hiddenSize());
    }

    private static double[] byLoops(Model model, float[] stream) {
        double squares = 0;
        for (float value : stream) {
            squares += (double) value * value;
        }
        double scale = 1 / Math.sqrt(squares / stream.length + model.config().normEpsilon());
        double[] logits = new double[model.config().vocabSize()];
        double sum = 0;
        for (int token = 0; token < logits.length; token++) {
            for (int channel = 0; channel < stream.length; channel++) {
                logits[token] +=
                        stream[channel]
                                * scale
                                * model.finalNorm()[channel]
                                * model.unembedding().weight().at(token, channel);
            }
            sum += Math.exp(logits[token]);
        }
        for (int token = 0; token < logits.length; token++) {
            logits[token] -= Math.log(sum);
        }
        return logits;
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(index -> values[index]).toArray();
    }
}
