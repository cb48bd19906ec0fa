package io.sparsescope.engine.sparsity;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules of one run: what the forward pass asks at every projection.
 *
 * @param rules one rule for each sparse projection; a site that is absent is dense
 * @param positions which positions the rules apply to
 */
public record SparsityPlan(SortedMap<ProjectionSite, SparsityRule> rules, PositionRule positions) {
    /** The plan that changes nothing. */
    public static final SparsityPlan DENSE = new SparsityPlan(Map.of(), new PositionRule.All());

    public SparsityPlan {
        rules = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    }

    public SparsityPlan(Map<ProjectionSite, SparsityRule> rules, PositionRule positions) {
        this(new TreeMap<>(rules), positions);
    }

    /** The rule of one projection; {@link SparsityRule#DENSE} where the plan says nothing. */
    public SparsityRule rule(ProjectionSite site) {
        return rules.getOrDefault(site, SparsityRule.DENSE);
    }

    /** True when no projection is sparse. */
    public boolean isDense() {
        return rules.values().stream().allMatch(SparsityRule.Dense.class::isInstance);
    }
}
