package io.sparsescope.engine.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.GoldenModel;
import io.sparsescope.engine.kernel.GradientKernels;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.Nd4jProduct;
import io.sparsescope.engine.kernel.ReferenceGradientKernels;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.kernel.VectorGradientKernels;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss and gradients against PyTorch's autograd through masked inputs. */
class GradientGoldenTest {
    /** Of the largest magnitude of a tensor. */
    private static final double GRADIENT_BOUND = 1e-3;

    private static final double LOSS_BOUND = 1e-5;

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3"})
    void gradientsInLanesAreThoseOfTheReference(String name) {
        try (Nd4jProduct nd4j = new Nd4jProduct(Long.MAX_VALUE)) {
            compare(
                    name,
                    new VectorKernels(nd4j, new VectorProduct()),
                    new VectorGradientKernels(nd4j));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3"})
    void gradientsInPlainLoopsAreThoseOfTheReference(String name) {
        compare(name, new ReferenceKernels(), new ReferenceGradientKernels());
    }

    /** A batch of the window and itself has the same mean loss and the same gradients. */
    private static void compare(String name, Kernels kernels, GradientKernels gradients) {
        GoldenModel golden = GoldenModel.named(name);
        try (Model model = golden.load();
                SafetensorsFile expected = golden.expectedSparse()) {
            int[] ids = GoldenModel.ids(expected, "input_ids");
            SparsityPlan plan = plan(model, expected);
            ShiftGradients sums =
                    new ShiftGradients(
                            plan.rules().keySet(),
                            site -> model.config().outSize(site.projection()));
            ForwardPass pass = new ForwardPass(model, kernels);
            for (int windows = 1; windows <= 3; windows += 2) {
                List<int[]> batch = Collections.nCopies(windows, ids);
                sums.clear();
                int positions = windows * ids.length;
                try (BackwardPass backward =
                        new BackwardPass(pass, gradients, windows, ids.length, sums)) {
                    double loss = backward.run(batch, plan, 1, 1.0 / positions, CancelToken.none());
                    assertEquals(
                            expected.tensor("kl").floatAt(0), loss / positions, LOSS_BOUND, "kl");
                    sums.all()
                            .forEach((site, sum) -> {
                                float[] wanted =
                                        expected.tensor("grad.alpha." + site.moduleName())
                                                .toFloats();
                                WeightMatrix weight =
                                        model.layer(site.layer())
                                                .projection(site.projection())
                                                .weight();
                                assertClose(wanted, weight.transposedTimes(sum), site.toString());
                            });
                }
            }
        }
    }

    private static SparsityPlan plan(Model model, SafetensorsFile expected) {
        SortedMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        SortedMap<ProjectionSite, float[]> shifts = new TreeMap<>();
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                ProjectionSite site = new ProjectionSite(layer, projection);
                float threshold = expected.tensor("threshold." + site.moduleName()).floatAt(0);
                rules.put(site, new SparsityRule.MagnitudeThreshold(threshold));
                float[] alpha = expected.tensor("alpha." + site.moduleName()).toFloats();
                shifts.put(site, model.layer(layer).projection(projection).weight().times(alpha));
            }
        }
        return new SparsityPlan(rules, new PositionRule.All()).withShifts(shifts);
    }

    private static void assertClose(float[] expected, double[] actual, String what) {
        double largest = 0;
        double deviation = 0;
        for (int channel = 0; channel < expected.length; channel++) {
            largest = Math.max(largest, Math.abs(expected[channel]));
            deviation = Math.max(deviation, Math.abs(expected[channel] - actual[channel]));
        }
        assertEquals(expected.length, actual.length, what);
        double share = deviation / largest;
        assertTrue(share <= GRADIENT_BOUND, what + ": off by " + share + " of " + largest);
    }
}
