package io.sparsescope.engine.stability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.CalibrationFile;
import io.sparsescope.engine.calibration.CalibrationProvenance;
import io.sparsescope.engine.calibration.Calibrator;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.observation.ChannelScore;
import io.sparsescope.engine.observation.ChannelScores;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of the bundled model against what the activations themselves say. */
class StabilityScoresTest {
    private static final int WINDOWS = 4;
    private static final int WINDOW = 96;
    private static final int SKIPPED = 4;
    private static final ProjectionSite SITE = new ProjectionSite(2, Projection.DOWN_PROJ);

    private static Model model;
    private static Calibration calibration;
    private static final List<float[]> POSITIONS = new ArrayList<>(); // [position][channel]
    private static double outputEnergy;

    @TempDir private Path folder;

    @BeforeAll
    static void calibrate() {
        model =
                ModelLoader.load(
                        Path.of(
                                System.getProperty("sparsescope.home"),
                                "sample-models",
                                "storybook-14m"));
        var product = new VectorProduct();
        var pass = new ForwardPass(model, new VectorKernels(product, product));
        TokenWindows windows = windows();
        var provenance = new CalibrationProvenance("m", "t", "random", WINDOW, WINDOWS, SKIPPED);
        try (Calibrator calibrator = new Calibrator(pass, windows, provenance)) {
            while (calibrator.step(CancelToken.none())) {
                // one window at a time
            }
            calibration = calibrator.result();
        }
        observe(pass, windows);
    }

    private static TokenWindows windows() {
        var random = new Random(1);
        List<int[]> windows = new ArrayList<>();
        for (int window = 0; window < WINDOWS; window++) {
            windows.add(random.ints(WINDOW, 0, model.config().vocabSize()).toArray());
        }
        return new TokenWindows(windows);
    }

    /** Every input and output of the site, one window after the other. */
    private static void observe(ForwardPass pass, TokenWindows windows) {
        Probe probe =
                new Probe() {
                    @Override
                    public boolean wantsInput(ProjectionSite site) {
                        return site.equals(SITE);
                    }

                    @Override
                    public void observeInput(
                            ProjectionSite site, int first, FloatMatrix input, FloatMatrix kept) {
                        for (int row = SKIPPED; row < input.rowCount(); row++) {
                            POSITIONS.add(input.rowToArray(row));
                        }
                    }

                    @Override
                    public boolean wantsOutput(ProjectionSite site) {
                        return site.equals(SITE);
                    }

                    @Override
                    public void observeOutput(ProjectionSite site, int first, FloatMatrix output) {
                        for (int row = SKIPPED; row < output.rowCount(); row++) {
                            for (float value : output.rowToArray(row)) {
                                outputEnergy +=
                                        (double) value * value / (WINDOWS * (WINDOW - SKIPPED));
                            }
                        }
                    }
                };
        for (int[] tokens : windows.windows()) {
            try (var state = new PassState(model.config(), WINDOW)) {
                pass.run(
                        PassInput.prompt(tokens),
                        state,
                        SparsityPlan.DENSE,
                        probe,
                        CancelToken.none());
            }
        }
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static ChannelScores scores(Calibration from, SparsityRule rule) {
        float magnitude = from.threshold(SITE, SparsityMethod.TEAL, 0.5);
        return new StabilityScores(model, from.statistics()).of(SITE, rule, magnitude);
    }

    @Test
    void everyScoreIsWhatItsFormulaSaysOfTheActivations() {
        float threshold = calibration.threshold(SITE, SparsityMethod.TEAL, 0.5);
        ChannelScores scores = scores(calibration, new SparsityRule.MagnitudeThreshold(threshold));
        float[] norms = model.columnNorms(SITE);
        assertEquals(POSITIONS.size(), scores.positions());
        for (int channel = 0; channel < scores.channelCount(); channel++) {
            double zeroed = 0;
            double mean = 0;
            double kept = 0;
            for (float[] position : POSITIONS) {
                mean += (double) position[channel] / POSITIONS.size();
                zeroed += (double) position[channel] * position[channel] / POSITIONS.size();
                kept += Math.abs(position[channel]) > threshold ? 1.0 / POSITIONS.size() : 0;
            }
            double compensated = 0;
            for (float[] position : POSITIONS) {
                compensated += Math.pow(position[channel] - mean, 2) / POSITIONS.size();
            }
            double reach = (double) norms[channel] * norms[channel] / outputEnergy;
            near(mean * mean / zeroed, scores.of(ChannelScore.STABILITY)[channel], 1e-6);
            near(compensated * reach, scores.of(ChannelScore.REMOVAL_COST)[channel], 1e-6);
            near(zeroed * reach, scores.of(ChannelScore.UNCOMPENSATED_COST)[channel], 1e-6);
            assertEquals(kept, scores.of(ChannelScore.PERSISTENCE)[channel], 0.06);
        }
    }

    /** To a share of the larger of the two, or of what a float can tell apart. */
    private static void near(double expected, double actual, double share) {
        assertEquals(expected, actual, share * Math.max(1e-9, Math.abs(expected)));
    }

    @Test
    void costsAddUpToTheWorthOfTheBias() {
        ChannelScores scores = scores(calibration, SparsityRule.DENSE);
        for (int channel = 0; channel < scores.channelCount(); channel++) {
            double bought =
                    scores.of(ChannelScore.UNCOMPENSATED_COST)[channel]
                            - scores.of(ChannelScore.REMOVAL_COST)[channel];
            near(Math.pow(scores.meanReach(channel), 2) / outputEnergy, bought, 1e-5);
        }
    }

    @Test
    void masksAreNotSpokenOfWhereThereAreNone() {
        ChannelScores dense = scores(calibration, SparsityRule.DENSE);
        assertTrue(Double.isNaN(dense.of(ChannelScore.PERSISTENCE)[0]));
        assertTrue(Double.isNaN(dense.of(ChannelScore.MASK_STEADINESS)[0]));
        ChannelScores gated = scores(calibration, new SparsityRule.GateThreshold(0.1f));
        assertTrue(Double.isNaN(gated.of(ChannelScore.PERSISTENCE)[0]));
    }

    @Test
    void independentMasksAreNotSteadyAndFrozenOnesAre() {
        ChannelScores scores = scores(calibration, new SparsityRule.MagnitudeThreshold(1e30f));
        assertEquals(0, scores.of(ChannelScore.PERSISTENCE)[0]);
        assertEquals(1, scores.of(ChannelScore.MASK_STEADINESS)[0]);
        assertTrue(scores.reliability() > 0.3 && scores.reliability() <= 1);
    }

    @Test
    void aKeptCalibrationScoresTheSame() {
        Path file = folder.resolve("calibration.safetensors");
        CalibrationFile.write(file, calibration, SparsityPlan.DENSE);
        Calibration read = CalibrationFile.read(file);
        assertEquals(calibration.provenance(), read.provenance());
        SparsityRule rule = calibration.rule(SITE, SparsityMethod.WINA, 0.4);
        assertEquals(rule, read.rule(SITE, SparsityMethod.WINA, 0.4));
        assertEquals(
                calibration.rule(SITE, SparsityMethod.CATS, 0.4),
                read.rule(SITE, SparsityMethod.CATS, 0.4));
        ChannelScores made = scores(calibration, rule);
        ChannelScores kept = scores(read, rule);
        for (ChannelScore score : ChannelScore.values()) {
            assertArrayEquals(made.of(score), kept.of(score));
        }
        assertEquals(made.reliability(), kept.reliability());
    }
}
