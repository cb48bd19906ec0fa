package io.sparsescope.engine.calibration;

import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.SparsitySetting;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Quantiles of every projection input over calibration text, which turn an asked sparsity into
 * thresholds.
 *
 * @param provenance what it was made from
 * @param inSizes input channels of every projection
 * @param magnitudes quantiles of |x_j| (TEAL), {@link #GRID} + 1 values at shares 0, 1/GRID .. 1
 * @param weighted quantiles of |x_j| ||W[:, j]|| (WINA), likewise
 */
public record Calibration(
        CalibrationProvenance provenance,
        SortedMap<ProjectionSite, Integer> inSizes,
        SortedMap<ProjectionSite, float[]> magnitudes,
        SortedMap<ProjectionSite, float[]> weighted) {
    /** Quantiles stand at multiples of 1/1000; between them they are interpolated. */
    public static final int GRID = 1000;

    public Calibration {
        inSizes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(inSizes));
        magnitudes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(magnitudes));
        weighted = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(weighted));
    }

    /** The plan that an asked setting means for this model; at level 0 it is dense. */
    public SparsityPlan plan(SparsitySetting setting) {
        if (setting.targetSparsity() == 0) {
            return SparsityPlan.DENSE;
        }
        SortedMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        for (ProjectionSite site : inSizes.keySet()) {
            rules.put(site, rule(site, setting.method(), setting.targetSparsity()));
        }
        PositionRule positions = setting.positions();
        return new SparsityPlan(rules, positions);
    }

    /**
     * The plan that asks each projection for its own level.
     *
     * @param table levels of this model's projections
     * @param method how zeros are chosen
     * @param positions which positions are sparse
     */
    public SparsityPlan plan(AllocationTable table, SparsityMethod method, PositionRule positions) {
        SortedMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        for (ProjectionSite site : inSizes.keySet()) {
            rules.put(site, rule(site, method, table.level(site)));
        }
        return new SparsityPlan(rules, positions);
    }

    /**
     * The rule that zeroes a share of one projection's input: the quantile at that share as
     * threshold (TEAL, WINA), or that share of the channels at every position (top-k).
     *
     * @param site the projection
     * @param method how zeros are chosen
     * @param level asked share of zeros in [0, 1); at 0 the rule is dense
     * @throws IllegalArgumentException when the level cannot be asked for, or the calibration does
     *     not know the projection
     */
    public SparsityRule rule(ProjectionSite site, SparsityMethod method, double level) {
        if (SparsitySetting.requireLevel(level) == 0) {
            return SparsityRule.DENSE; // the quantile at 0 would drop the smallest value
        }
        return switch (method) {
            case TEAL -> new SparsityRule.MagnitudeThreshold(at(magnitudes, site, level));
            case WINA -> new SparsityRule.WeightedThreshold(at(weighted, site, level));
            case TOP_K -> new SparsityRule.TopK(keptCount(inSizes.getOrDefault(site, 1), level));
        };
    }

    /**
     * Channels that top-k keeps of {@code width}: rounded half to even, as Python rounds; at least
     * one.
     */
    static int keptCount(int width, double level) {
        return Math.max(1, (int) Math.rint((1 - level) * width));
    }

    private static float at(
            SortedMap<ProjectionSite, float[]> quantiles, ProjectionSite site, double level) {
        float[] grid = quantiles.get(site);
        if (grid == null) {
            throw new IllegalArgumentException("the calibration has no quantiles of " + site);
        }
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

    /** All sites, in pass order. */
    public SortedSet<ProjectionSite> sites() {
        return new TreeSet<>(inSizes.keySet());
    }
}
