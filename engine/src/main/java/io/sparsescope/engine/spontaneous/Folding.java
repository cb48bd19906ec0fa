package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.evaluation.LogitDifference;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.model.CheckpointWriter;
import io.sparsescope.engine.model.LayerWeights;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts spontaneous neurons where every runtime has a place for them: into biases, b' = b + W a
 * (arXiv:2512.12744), so that the sparse network costs what it did before.
 *
 * <p>A bias acts at every position and at every level. The folded network does what the unfolded
 * one does only where every position is sparse under the rules that the vectors were made for; run
 * densely it is not the dense network any more.
 */
public final class Folding {
    /**
     * Largest difference of logits between the folded and the unfolded network, as a share of the
     * largest magnitude.
     */
    public static final double BOUND = 1e-5;

    private final Model model;
    private final SparsityPlan plan;

    /**
     * Prepares the folding.
     *
     * @param model whose biases take up the shifts
     * @param plan the rules, and the shifts to fold; a shift without effect, at a projection that
     *     is dense, is not folded
     * @throws IllegalArgumentException when some positions are dense
     * @throws UnsupportedInputException when the architecture has no place for a bias
     */
    public Folding(Model model, SparsityPlan plan) {
        this.model = model;
        this.plan = plan;
        if (plan.positions().firstSparsePosition(Integer.MAX_VALUE) > 0) {
            throw new IllegalArgumentException(
                    "a bias acts at every position, so vectors can be folded only for runs in which"
                            + " every position is sparse, not for positions "
                            + plan.positions().cliName());
        }
        if (!plan.removed().isEmpty()) {
            throw new IllegalArgumentException(
                    "write the pruned checkpoint first and fold into that one");
        }
        requirePlaces(model, sites());
    }

    /**
     * Refuses projections at which the architecture has no bias.
     *
     * @throws UnsupportedInputException when there is one
     */
    public static void requirePlaces(Model model, Collection<ProjectionSite> sites) {
        for (ProjectionSite site : sites) {
            CheckpointWriter.requireBias(
                    model,
                    site.projection(),
                    "keep the vectors in their file, or fold other projections only");
        }
    }

    /** The projections whose shifts are folded. */
    public List<ProjectionSite> sites() {
        return plan.shifts().keySet().stream().filter(site -> plan.shift(site) != null).toList();
    }

    /** The folded model, in memory; it must not outlive the original. */
    public Model fold() {
        ModelConfig config = model.config();
        Set<Projection> biased = EnumSet.noneOf(Projection.class);
        biased.addAll(config.biased());
        sites().forEach(site -> biased.addAll(config.architecture().biasedWith(site.projection())));
        List<LayerWeights> layers = new ArrayList<>();
        for (int layer = 0; layer < config.layerCount(); layer++) {
            Map<Projection, Linear> projections = new EnumMap<>(Projection.class);
            for (Projection projection : Projection.values()) {
                projections.put(projection, folded(new ProjectionSite(layer, projection), biased));
            }
            layers.add(model.layer(layer).with(projections));
        }
        int width = config.intermediateSize();
        int heads = config.keyValueHeadCount();
        return model.relayered(config.resized(width, heads, biased), layers, () -> {});
    }

    private Linear folded(ProjectionSite site, Set<Projection> biased) {
        Linear linear = model.layer(site.layer()).projection(site.projection());
        float @Nullable [] shift = plan.shift(site);
        if (shift == null && (linear.bias() != null || !biased.contains(site.projection()))) {
            return linear;
        }
        float[] bias = new float[linear.weight().outSize()];
        for (int out = 0; out < bias.length; out++) {
            double before = linear.bias() == null ? 0 : linear.bias()[out];
            bias[out] = (float) (before + (shift == null ? 0 : shift[out]));
        }
        return new Linear(linear.weight(), bias);
    }

    /**
     * Writes the folded model as a Hugging Face checkpoint, if, opened again, it gives the logits
     * of the unfolded one under the same rules.
     *
     * @param target a directory that does not exist or is empty
     * @param provenance lines for the weights file's metadata
     * @param kernels compute both for the check
     * @param sample [position] token ids of the check
     * @return the largest difference of logits, as a share of the largest magnitude
     * @throws IllegalArgumentException when the target is in use
     * @throws UnsupportedInputException when the difference is above {@link #BOUND}; nothing is
     *     written then
     * @throws java.io.UncheckedIOException when it cannot be written; nothing is left behind
     */
    public double write(
            Path target, Map<String, String> provenance, Kernels kernels, int[] sample) {
        double[] difference = {Double.NaN};
        CheckpointWriter.write(
                fold(),
                target,
                provenance,
                directory -> difference[0] = checked(directory, kernels, sample));
        return difference[0];
    }

    private double checked(Path directory, Kernels kernels, int[] sample) {
        try (Model reopened = ModelLoader.load(directory)) {
            SparsityPlan rules = plan.withShifts(new TreeMap<>());
            double difference =
                    LogitDifference.largest(
                            new LogitDifference.Run(new ForwardPass(model, kernels), plan),
                            new LogitDifference.Run(new ForwardPass(reopened, kernels), rules),
                            sample);
            if (!(difference <= BOUND)) {
                throw new UnsupportedInputException(
                        model.summary().directory(),
                        "the folded model's logits differ by "
                                + difference
                                + " of the largest magnitude from the unfolded one's, more than "
                                + BOUND,
                        "keep the vectors in their file");
            }
            return difference;
        }
    }
}
