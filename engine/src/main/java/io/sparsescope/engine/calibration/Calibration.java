package io.sparsescope.engine.calibration;

import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.SparsitySetting;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Quantiles of every projection input over calibration text, which turn an asked sparsity into
 * thresholds.
 *
 * @param provenance what it was made from
 * @param sizes input and output channels of every projection
 * @param magnitudes quantiles of |x_j| (TEAL), {@link #GRID} + 1 values at shares 0, 1/GRID .. 1
 * @param weighted quantiles of |x_j| ||W[:, j]|| (WINA), likewise
 * @param gates quantiles of |act(gate_j)| (CATS) at every down_proj, likewise
 * @param statistics what every channel did
 */
public record Calibration(
        CalibrationProvenance provenance,
        SortedMap<ProjectionSite, ProjectionSize> sizes,
        SortedMap<ProjectionSite, float[]> magnitudes,
        SortedMap<ProjectionSite, float[]> weighted,
        SortedMap<ProjectionSite, float[]> gates,
        ModelStatistics statistics) {
    /** Quantiles stand at multiples of 1/1000; between them they are interpolated. */
    public static final int GRID = 1000;

    /**
     * Channels of a projection.
     *
     * @param in input channels
     * @param out output channels
     */
    public record ProjectionSize(int in, int out) {
        /** Number of weights. */
        public long weights() {
            return (long) in * out;
        }
    }

    public Calibration {
        sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        magnitudes = Collections.unmodifiableSortedMap(new TreeMap<>(magnitudes));
        weighted = Collections.unmodifiableSortedMap(new TreeMap<>(weighted));
        gates = Collections.unmodifiableSortedMap(new TreeMap<>(gates));
    }

    /**
     * The plan that an asked setting means for this model; dense at level 0. A greedy allocation
     * must have been resolved to its table.
     *
     * @throws IllegalArgumentException when the setting has a {@link SparsitySetting#problem()}
     */
    public SparsityPlan plan(SparsitySetting setting) {
        setting.problem()
                .ifPresent(problem -> {
                    throw new IllegalArgumentException(problem);
                });
        SortedMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        levels(setting)
                .forEach((site, level) -> {
                    if (level > 0) { // CATS has rules at down_proj only
                        rules.put(site, rule(site, setting.method(), level));
                    }
                });
        return rules.isEmpty() ? SparsityPlan.DENSE : new SparsityPlan(rules, setting.positions());
    }

    /** The level of every projection that a setting means; CATS has one at down_proj only. */
    public SortedMap<ProjectionSite, Double> levels(SparsitySetting setting) {
        SortedMap<ProjectionSite, Double> levels = new TreeMap<>();
        for (ProjectionSite site : sizes.keySet()) {
            boolean masked =
                    setting.method() != SparsityMethod.CATS
                            || site.projection() == Projection.DOWN_PROJ;
            levels.put(
                    site,
                    masked ? setting.override(site).orElseGet(() -> allocated(site, setting)) : 0);
        }
        return levels;
    }

    private double allocated(ProjectionSite site, SparsitySetting setting) {
        double target = setting.targetSparsity();
        return switch (setting.allocation()) {
            case Allocation.Uniform _ -> target;
            case Allocation.Table named -> {
                double level = named.table().levels().getOrDefault(site, 0.0);
                double mean = meanLevel(named.table());
                yield mean == 0 ? 0 : Math.min(Allocation.LARGEST_LEVEL, level * target / mean);
            }
            case Allocation.Greedy _ ->
                    throw new IllegalArgumentException(
                            "the greedy allocation was not computed for this model yet");
        };
    }

    /** A table's mean level, each projection weighing as many as it has weights. */
    public double meanLevel(AllocationTable table) {
        double sum = 0;
        double weights = 0;
        for (Map.Entry<ProjectionSite, ProjectionSize> entry : sizes.entrySet()) {
            double level = table.levels().getOrDefault(entry.getKey(), 0.0);
            sum += level * entry.getValue().weights();
            weights += entry.getValue().weights();
        }
        return sum / weights;
    }

    /**
     * Quantiles of what a method compares with its threshold at a site, {@link #GRID} + 1 values.
     */
    public float[] scoreQuantiles(ProjectionSite site, SparsityMethod method) {
        SortedMap<ProjectionSite, float[]> quantiles =
                switch (method) {
                    case TEAL, TOP_K -> magnitudes;
                    case WINA -> weighted;
                    case CATS -> gates;
                };
        float[] grid = quantiles.get(site);
        if (grid == null) {
            throw new IllegalArgumentException(
                    "the calibration has no " + method.scoreLabel() + " quantiles of " + site);
        }
        return grid;
    }

    /**
     * The rule that zeroes a share of one projection's input: the quantile at that share as
     * threshold, or that share of the channels at every position (top-k).
     *
     * @param level asked share of zeros in [0, 1); at 0 the rule is dense
     * @throws IllegalArgumentException when the level cannot be asked for, or the calibration does
     *     not know the projection
     */
    public SparsityRule rule(ProjectionSite site, SparsityMethod method, double level) {
        if (SparsitySetting.requireLevel(level) == 0) {
            return SparsityRule.DENSE; // the quantile at 0 would drop the smallest value
        }
        return switch (method) {
            case TEAL -> new SparsityRule.MagnitudeThreshold(threshold(site, method, level));
            case WINA -> new SparsityRule.WeightedThreshold(threshold(site, method, level));
            case CATS -> new SparsityRule.GateThreshold(threshold(site, method, level));
            case TOP_K -> new SparsityRule.TopK(keptCount(size(site).in(), level));
        };
    }

    /** Channels of a projection. */
    public ProjectionSize size(ProjectionSite site) {
        ProjectionSize size = sizes.get(site);
        if (size == null) {
            throw new IllegalArgumentException("the calibration does not know " + site);
        }
        return size;
    }

    /**
     * Channels that top-k keeps of {@code width}: rounded half to even, as Python rounds; at least
     * one.
     */
    static int keptCount(int width, double level) {
        return Math.max(1, (int) Math.rint((1 - level) * width));
    }

    /** The quantile of a method's score at a level: what it drops values up to. */
    public float threshold(ProjectionSite site, SparsityMethod method, double level) {
        float[] grid = scoreQuantiles(site, method);
        double place = level * GRID;
        int below = (int) Math.floor(place + 1e-9);
        double beyond = Math.max(0, place - below);
        if (beyond < 1e-9) {
            return grid[below];
        }
        return (float) (grid[below] + beyond * (grid[below + 1] - grid[below]));
    }

    /** The shares of the grid. */
    static double[] gridShares() {
        double[] shares = new double[GRID + 1];
        for (int i = 0; i <= GRID; i++) {
            shares[i] = (double) i / GRID;
        }
        return shares;
    }
}
