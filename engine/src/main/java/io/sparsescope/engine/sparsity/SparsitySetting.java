package io.sparsescope.engine.sparsity;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the user asks for; a calibration turns it into a {@link SparsityPlan} for one model.
 *
 * @param method how zeros are chosen
 * @param targetSparsity asked share of zeros in every projection input, from 0 (dense) up to but
 *     not including 1
 * @param positions which positions are sparse
 * @param allocation how the asked share is spread over the projections
 * @param overrides levels that hold instead of the allocated ones; 0 makes a projection dense, and
 *     the more precise scope wins
 */
public record SparsitySetting(
        SparsityMethod method,
        double targetSparsity,
        PositionRule positions,
        Allocation allocation,
        SortedMap<LevelScope, Double> overrides) {
    /** No sparsity: the dense model. */
    public static final SparsitySetting DENSE =
            new SparsitySetting(SparsityMethod.TEAL, 0, new PositionRule.All());

    public SparsitySetting {
        requireLevel(targetSparsity);
        overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
        overrides.values().forEach(SparsitySetting::requireLevel);
    }

    /** The same level for every projection. */
    public SparsitySetting(SparsityMethod method, double targetSparsity, PositionRule positions) {
        this(method, targetSparsity, positions, Allocation.UNIFORM, Collections.emptySortedMap());
    }

    /**
     * Checks that {@code level} can be asked for.
     *
     * @throws IllegalArgumentException when it is not a number in [0, 1)
     */
    public static double requireLevel(double level) {
        if (!(level >= 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "sparsity must be at least 0 and less than 1: " + level);
        }
        return level;
    }

    /** Why this combination means nothing, and what to do; empty when it can be run. */
    public Optional<String> problem() {
        if (method != SparsityMethod.CATS) {
            return Optional.empty();
        }
        if (!(allocation instanceof Allocation.Uniform)) {
            return Optional.of(
                    "CATS has one threshold for each MLP, so there is nothing to allocate between"
                            + " projections: choose the uniform allocation or another method.");
        }
        for (LevelScope scope : overrides.keySet()) {
            if (scope.projection() != null && scope.projection() != Projection.DOWN_PROJ) {
                return Optional.of(
                        "CATS masks what down_proj receives and nothing else, so a level for "
                                + scope
                                + " has no meaning: remove it, or choose another method.");
            }
        }
        return Optional.empty();
    }

    /** The level that overrides the allocated one at a projection; empty where none does. */
    public Optional<Double> override(ProjectionSite site) {
        Optional<Double> level = Optional.empty();
        for (Map.Entry<LevelScope, Double> entry : overrides.entrySet()) {
            if (entry.getKey().contains(site)) {
                level = Optional.of(entry.getValue()); // the most precise comes last
            }
        }
        return level;
    }

    /** Whether no projection drops anything. */
    public boolean isDense() {
        return targetSparsity == 0 && overrides.values().stream().allMatch(level -> level == 0);
    }

    /** The same setting at another level. */
    public SparsitySetting withTargetSparsity(double level) {
        return new SparsitySetting(method, level, positions, allocation, overrides);
    }

    /** The same setting with another method. */
    public SparsitySetting withMethod(SparsityMethod other) {
        return new SparsitySetting(other, targetSparsity, positions, allocation, overrides);
    }

    /** The same setting with another position rule. */
    public SparsitySetting withPositions(PositionRule other) {
        return new SparsitySetting(method, targetSparsity, other, allocation, overrides);
    }

    /** The same setting with another allocation. */
    public SparsitySetting withAllocation(Allocation other) {
        return new SparsitySetting(method, targetSparsity, positions, other, overrides);
    }

    /** The same setting with one more override, or another level for one that is there. */
    public SparsitySetting withOverride(LevelScope scope, double level) {
        SortedMap<LevelScope, Double> more = new TreeMap<>(overrides);
        more.put(scope, level);
        return new SparsitySetting(method, targetSparsity, positions, allocation, more);
    }

    /** The same setting without an override. */
    public SparsitySetting withoutOverride(LevelScope scope) {
        SortedMap<LevelScope, Double> fewer = new TreeMap<>(overrides);
        fewer.remove(scope);
        return new SparsitySetting(method, targetSparsity, positions, allocation, fewer);
    }
}
