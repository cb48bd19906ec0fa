package io.sparsescope.engine.training;

import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.spontaneous.VectorSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The projections that get a vector, and the way between vectors and shifts:
 *
 * <pre>
 * input space:   shift = W a,  da = W^T dshift
 * output space:  shift = b,    db = dshift
 * </pre>
 */
final class TrainedSites {
    private final Model model;
    private final VectorSpace space;
    private final List<ProjectionSite> sites;

    private TrainedSites(Model model, VectorSpace space, List<ProjectionSite> sites) {
        this.model = model;
        this.space = space;
        this.sites = sites;
    }

    /**
     * The sparse projections among those that were asked for.
     *
     * @param window positions in a window
     * @throws IllegalArgumentException when one that was asked for is dense everywhere, or no
     *     position is sparse: a vector there would do nothing
     */
    static TrainedSites of(Model model, TrainingRequest request, int window) {
        SparsityPlan plan = request.plan();
        List<ProjectionSite> sparse = new ArrayList<>(plan.rules().keySet());
        sparse.removeIf(site -> plan.rule(site) instanceof SparsityRule.Dense);
        for (LevelScope scope : request.setting().scopes()) {
            if (sparse.stream().noneMatch(scope::contains)) {
                throw new IllegalArgumentException(
                        scope + " is dense under this plan, so a vector there would do nothing");
            }
        }
        sparse.removeIf(site -> !request.setting().includes(site));
        if (sparse.isEmpty() || plan.positions().firstSparsePosition(window) >= window) {
            throw new IllegalArgumentException(
                    "nothing is sparse, so vectors would do nothing: choose a sparsity above 0 and"
                            + " positions that a window has");
        }
        return new TrainedSites(model, request.setting().space(), sparse);
    }

    /**
     * Puts the first vectors into a state: zeros or given ones. The best are zeros, which are no
     * worse than going without.
     *
     * @throws IllegalArgumentException when given ones do not fit
     */
    void begin(TrainingState state, @Nullable SpontaneousVectors start) {
        if (start != null) {
            start.requireFits(model.config());
            if (start.space() != space) {
                throw new IllegalArgumentException(
                        "vectors to begin with stand in "
                                + start.space().cliName()
                                + " space, those that are trained in "
                                + space.cliName()
                                + " space; train in the same space");
            }
        }
        for (ProjectionSite site : sites) {
            int width = space.width(model.config(), site.projection());
            float[] first = start == null ? null : start.values().get(site);
            double[] values = new double[width];
            for (int channel = 0; channel < width && first != null; channel++) {
                values[channel] = first[channel];
            }
            state.optimiser.put(site, values);
            state.best.put(site, new float[width]);
        }
    }

    /** What vectors add to outputs, [out] by projection. */
    SortedMap<ProjectionSite, float[]> shifts(SortedMap<ProjectionSite, float[]> vectors) {
        return switch (space) {
            case OUTPUT -> vectors;
            case INPUT ->
                    eachSite(site -> weight(site).times(Objects.requireNonNull(vectors.get(site))));
        };
    }

    /** Gradients of the vectors from those of the shifts. */
    SortedMap<ProjectionSite, double[]> gradients(ShiftGradients sums) {
        return eachSite(site ->
                switch (space) {
                    case OUTPUT -> sums.of(site).clone();
                    case INPUT -> weight(site).transposedTimes(sums.of(site));
                });
    }

    /** Sites do not depend on each other. */
    private <T> SortedMap<ProjectionSite, T> eachSite(Function<ProjectionSite, T> function) {
        List<T> results = sites.parallelStream().map(function).toList();
        SortedMap<ProjectionSite, T> bySite = new TreeMap<>();
        for (int index = 0; index < results.size(); index++) {
            bySite.put(sites.get(index), results.get(index));
        }
        return bySite;
    }

    private WeightMatrix weight(ProjectionSite site) {
        return model.layer(site.layer()).projection(site.projection()).weight();
    }
}
