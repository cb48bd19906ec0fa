package io.sparsescope.engine.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.calibration.ModelStatistics;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.probe.Probes;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What removing a channel costs, worked out from recorded activations for every channel of every
 * down_proj of the bundled model: zeroed (mu^2 + sigma^2) ||w||^2, replaced by its mean sigma^2
 * ||w||^2.
 */
final class RemovalIdentityTest {
    private static final double BOUND = 1e-6;
    private static final int WINDOW = 64;

    @Test
    void costsFollowFromMomentsForEveryChannelOfEveryDownProjection() {
        try (Model model = BundledModel.load();
                PassState state = new PassState(model.config(), WINDOW)) {
            VectorProduct product = new VectorProduct();
            ForwardPass pass = new ForwardPass(model, new VectorKernels(product, product));
            int checked = 0;
            for (int layer = 0; layer < model.config().layerCount(); layer++) {
                ProjectionSite site = new ProjectionSite(layer, Projection.DOWN_PROJ);
                Recording recording = new Recording(site);
                SiteEvidence evidence = new SiteEvidence(model, site);
                for (int[] tokens : BundledModel.windows(WINDOW, 2).windows()) {
                    state.truncate(0);
                    pass.run(
                            new PassInput(tokens, tokens.length, PassInput.Logits.LAST),
                            state,
                            SparsityPlan.DENSE,
                            Probes.both(recording, evidence),
                            CancelToken.none());
                }
                checked += check(model, recording, evidence);
            }
            assertEquals(8 * 1024, checked);
        }
    }

    private static int check(Model model, Recording recording, SiteEvidence evidence) {
        WeightMatrix weight =
                model.layer(evidence.site().layer()).projection(Projection.DOWN_PROJ).weight();
        double[] kept = PruningScore.removalCosts(evidence);
        double[] zeroed = PruningScore.uncompensatedCosts(evidence);
        for (int channel = 0; channel < weight.inSize(); channel++) {
            double[] x = recording.channel(channel);
            double mean = java.util.Arrays.stream(x).average().orElseThrow();
            double energy = evidence.outputEnergy();
            String name = evidence.site() + " channel " + channel;
            assertRelative(squaredError(weight, channel, x, 0), zeroed[channel] * energy, name);
            assertRelative(squaredError(weight, channel, x, mean), kept[channel] * energy, name);
        }
        return weight.inSize();
    }

    /** E||w_j (x_j - constant)||^2, coordinate by coordinate. */
    private static double squaredError(
            WeightMatrix weight, int channel, double[] x, double constant) {
        double sum = 0;
        for (int out = 0; out < weight.outSize(); out++) {
            double w = weight.at(out, channel);
            for (double value : x) {
                double error = w * (value - constant);
                sum += error * error;
            }
        }
        return sum / x.length;
    }

    private static void assertRelative(double expected, double actual, String name) {
        assertTrue(expected > 0, name);
        assertEquals(expected, actual, BOUND * expected, name);
    }

    /** Keeps what one projection reads, without the first positions of every window. */
    private static final class Recording implements Probe {
        private final ProjectionSite site;
        private final List<float[]> rows = new ArrayList<>();

        Recording(ProjectionSite site) {
            this.site = site;
        }

        @Override
        public boolean wantsInput(ProjectionSite asked) {
            return asked.equals(site);
        }

        @Override
        public void observeInput(
                ProjectionSite seen, int firstPosition, FloatMatrix input, FloatMatrix kept) {
            int first = ModelStatistics.DEFAULT_SKIPPED_POSITIONS;
            for (int row = first; row < input.rowCount(); row++) {
                rows.add(input.rowToArray(row));
            }
        }

        double[] channel(int channel) {
            return rows.stream().mapToDouble(row -> row[channel]).toArray();
        }
    }
}
