package io.sparsescope.engine.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.forward.BatchPass;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Nd4jProduct;
import io.sparsescope.engine.kernel.VectorGradientKernels;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.model.Architecture;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Gradients against finite differences in double precision, on random networks of every
 * architecture under a mixture of all rules, with the masks held as the gradient assumes them.
 */
class GradientPropertiesTest {
    private static final int TRIES = 120;
    private static final int WINDOWS = 2;
    private static final int LENGTH = 9;
    private static final double STEP = 1e-5;

    /** Of the length of the gradient: what float arithmetic leaves. */
    private static final double BOUND = 2e-4;

    @Provide
    Arbitrary<String> activations() {
        return Arbitraries.of("silu", "relu", "relu2", "gelu", "gelu_pytorch_tanh");
    }

    @Property(tries = TRIES)
    void gradientsAreSlopesOfTheLoss(
            @ForAll Architecture architecture,
            @ForAll @From("activations") String activation,
            @ForAll long seed)
            throws IOException {
        Path directory = Files.createTempDirectory("network");
        try (Model model = RandomNetwork.load(architecture, activation, seed, directory);
                Nd4jProduct nd4j = new Nd4jProduct(Long.MAX_VALUE)) {
            new Trial(model, nd4j, new Random(seed)).check();
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    /** One network under one plan. */
    private static final class Trial {
        private final Model model;
        private final Random random;
        private final ForwardPass pass;
        private final VectorGradientKernels gradients;
        private final SparsityPlan plan;
        private final double temperature;
        private final int firstSparse;
        private final List<int[]> windows = new ArrayList<>();
        private final RuleMask mask;

        Trial(Model model, Nd4jProduct nd4j, Random random) {
            this.model = model;
            this.random = random;
            this.pass = new ForwardPass(model, new VectorKernels(nd4j, new VectorProduct()));
            this.gradients = new VectorGradientKernels(nd4j);
            this.plan = plan();
            this.temperature = random.nextBoolean() ? 1 : 2;
            this.firstSparse = plan.positions().firstSparsePosition(LENGTH);
            for (int window = 0; window < WINDOWS; window++) {
                windows.add(random.ints(LENGTH, 0, RandomNetwork.VOCAB).toArray());
            }
            this.mask = new RuleMask(model, plan);
        }

        void check() {
            Map<ProjectionSite, double[]> shifts = new TreeMap<>();
            plan.shifts().forEach((site, shift) -> shifts.put(site, doubles(shift)));
            double expected = loss(shifts);
            Assume.that(masksAgree());
            List<ProjectionSite> chosen = new ArrayList<>(plan.shifts().keySet());
            chosen.removeIf(_ -> random.nextInt(3) == 0);
            Assume.that(!chosen.isEmpty());
            ShiftGradients sums =
                    new ShiftGradients(chosen, site -> model.config().outSize(site.projection()));
            int positions = WINDOWS * LENGTH;
            try (BackwardPass backward = new BackwardPass(pass, gradients, WINDOWS, LENGTH, sums)) {
                double weight = 1.0 / positions;
                double found = backward.run(windows, plan, temperature, weight, CancelToken.none());
                assertEquals(expected, found * weight, 1e-5 * Math.max(1, expected), "loss");
            }
            for (ProjectionSite site : chosen) {
                compareOutputSpace(site, sums.of(site), shifts);
                compareInputSpace(site, sums.of(site), shifts);
            }
        }

        private void compareOutputSpace(
                ProjectionSite site, double[] gradient, Map<ProjectionSite, double[]> shifts) {
            double[] direction = direction(gradient.length);
            compare(site + " in output space", site, gradient, direction, direction, shifts);
        }

        private void compareInputSpace(
                ProjectionSite site, double[] gradient, Map<ProjectionSite, double[]> shifts) {
            WeightMatrix weight = weight(site);
            double[] direction = direction(weight.inSize());
            double[] moved = new double[weight.outSize()];
            for (int out = 0; out < moved.length; out++) {
                for (int in = 0; in < direction.length; in++) {
                    moved[out] += weight.at(out, in) * direction[in];
                }
            }
            double[] back = weight.transposedTimes(gradient);
            compare(site + " in input space", site, back, direction, moved, shifts);
        }

        /**
         * The slope along a direction.
         *
         * @param gradient in the space of the direction
         * @param moved what the direction does to the shift, [out]
         */
        private void compare(
                String what,
                ProjectionSite site,
                double[] gradient,
                double[] direction,
                double[] moved,
                Map<ProjectionSite, double[]> shifts) {
            double slope =
                    (loss(with(shifts, site, moved, STEP)) - loss(with(shifts, site, moved, -STEP)))
                            / (2 * STEP);
            double product = 0;
            double squares = 0;
            for (int channel = 0; channel < gradient.length; channel++) {
                product += gradient[channel] * direction[channel];
                squares += gradient[channel] * gradient[channel];
            }
            double bound = BOUND * Math.sqrt(squares) + 1e-6;
            assertEquals(slope, product, bound, what + " of " + model.config().architecture());
        }

        private static Map<ProjectionSite, double[]> with(
                Map<ProjectionSite, double[]> shifts,
                ProjectionSite site,
                double[] moved,
                double step) {
            Map<ProjectionSite, double[]> other = new TreeMap<>(shifts);
            double[] shift = Objects.requireNonNull(other.get(site)).clone();
            for (int channel = 0; channel < shift.length; channel++) {
                shift[channel] += step * moved[channel];
            }
            other.put(site, shift);
            return other;
        }

        /** Mean over positions, in double precision, with the masks of the first call. */
        private double loss(Map<ProjectionSite, double[]> shifts) {
            double sum = 0;
            DoubleNetwork dense = new DoubleNetwork(model, (_, _, x, _) -> x, Map.of(), LENGTH);
            DoubleNetwork sparse = new DoubleNetwork(model, mask, shifts, firstSparse);
            for (int window = 0; window < WINDOWS; window++) {
                mask.begin(window);
                double[][] wanted = dense.logProbabilities(windows.get(window), temperature);
                double[][] found = sparse.logProbabilities(windows.get(window), temperature);
                for (int position = 0; position < LENGTH; position++) {
                    for (int token = 0; token < RandomNetwork.VOCAB; token++) {
                        sum +=
                                Math.exp(wanted[position][token])
                                        * (wanted[position][token] - found[position][token]);
                    }
                }
            }
            return temperature * temperature * sum / (WINDOWS * LENGTH);
        }

        /** Whether no entry stands so near its threshold that float and double disagree. */
        private boolean masksAgree() {
            boolean[] agree = {true};
            Probe probe =
                    new Probe() {
                        @Override
                        public boolean wantsInput(ProjectionSite site) {
                            return true;
                        }

                        @Override
                        public void observeInput(
                                ProjectionSite site,
                                int firstPosition,
                                FloatMatrix input,
                                FloatMatrix kept) {
                            for (int row = 0; row < input.rowCount(); row++) {
                                if (row % LENGTH >= firstSparse) {
                                    agree[0] &= agrees(site, row, input, kept);
                                }
                            }
                        }
                    };
            try (BatchPass batch = new BatchPass(pass, LENGTH)) {
                batch.run(windows, plan, probe, CancelToken.none());
            }
            return agree[0];
        }

        private boolean agrees(ProjectionSite site, int row, FloatMatrix input, FloatMatrix kept) {
            boolean[] decided = mask.kept(new RuleMask.Place(row / LENGTH, site, row % LENGTH));
            for (int channel = 0; channel < decided.length; channel++) {
                boolean stays = kept.get(row, channel) != 0;
                if (input.get(row, channel) != 0 && stays != decided[channel]) {
                    return false;
                }
            }
            return true;
        }

        /** Every projection under a rule of its own, or all readers of an input under one. */
        private SparsityPlan plan() {
            SortedMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
            SortedMap<ProjectionSite, float[]> shifts = new TreeMap<>();
            boolean shared = random.nextBoolean();
            for (int layer = 0; layer < model.config().layerCount(); layer++) {
                SparsityRule last = SparsityRule.DENSE;
                for (Projection projection : Projection.values()) {
                    ProjectionSite site = new ProjectionSite(layer, projection);
                    if (!shared || projection.isFirstReader()) {
                        last = rule(projection);
                    }
                    rules.put(site, last);
                    float[] shift = new float[model.config().outSize(projection)];
                    for (int channel = 0; channel < shift.length; channel++) {
                        shift[channel] = (float) (0.2 * random.nextGaussian());
                    }
                    if (!(last instanceof SparsityRule.Dense)) {
                        shifts.put(site, shift);
                    }
                }
            }
            PositionRule positions =
                    switch (random.nextInt(3)) {
                        case 0 -> new PositionRule.All();
                        case 1 -> new PositionRule.SkipFirst(2);
                        default -> new PositionRule.LastHalf();
                    };
            return new SparsityPlan(rules, positions).withShifts(shifts);
        }

        private SparsityRule rule(Projection projection) {
            float threshold = 0.6f * random.nextFloat();
            int width = model.config().inSize(projection);
            boolean gated = projection == Projection.DOWN_PROJ;
            return switch (random.nextInt(gated ? 5 : 4)) {
                case 0 -> SparsityRule.DENSE;
                case 1 -> new SparsityRule.MagnitudeThreshold(threshold);
                case 2 -> new SparsityRule.WeightedThreshold(2 * threshold);
                case 3 -> new SparsityRule.TopK(1 + random.nextInt(width));
                default -> new SparsityRule.GateThreshold(threshold);
            };
        }

        private double[] direction(int length) {
            double[] direction = random.doubles(length, -1, 1).toArray();
            double squares = 0;
            for (double value : direction) {
                squares += value * value;
            }
            for (int channel = 0; channel < length; channel++) {
                direction[channel] /= Math.sqrt(squares);
            }
            assertTrue(squares > 0);
            return direction;
        }

        private WeightMatrix weight(ProjectionSite site) {
            return model.layer(site.layer()).projection(site.projection()).weight();
        }

        private static double[] doubles(float[] values) {
            double[] wide = new double[values.length];
            for (int index = 0; index < values.length; index++) {
                wide[index] = values[index];
            }
            return wide;
        }
    }
}
