package io.sparsescope.engine.sparsity;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one run: what the forward pass asks at every projection, y = W S(x) + b + shift.
 *
 * @param rules one rule for each sparse projection; a site that is absent is dense
 * @param positions which positions the rules and the shifts apply to
 * @param shifts [out] what spontaneous neurons add to a projection's output, W a; without effect
 *     where the rule is dense
 */
public record SparsityPlan(
        SortedMap<ProjectionSite, SparsityRule> rules,
        PositionRule positions,
        SortedMap<ProjectionSite, float[]> shifts) {
    /** The plan that changes nothing. */
    public static final SparsityPlan DENSE = new SparsityPlan(Map.of(), new PositionRule.All());

    public SparsityPlan {
        rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
        shifts = Collections.unmodifiableSortedMap(new TreeMap<>(shifts));
    }

    /** Rules without spontaneous neurons. */
    public SparsityPlan(Map<ProjectionSite, SparsityRule> rules, PositionRule positions) {
        this(new TreeMap<>(rules), positions, Collections.emptySortedMap());
    }

    /** The same rules with these shifts instead. */
    public SparsityPlan withShifts(Map<ProjectionSite, float[]> other) {
        return new SparsityPlan(rules, positions, new TreeMap<>(other));
    }

    /** The rule of one projection; {@link SparsityRule#DENSE} where the plan says nothing. */
    public SparsityRule rule(ProjectionSite site) {
        return rules.getOrDefault(site, SparsityRule.DENSE);
    }

    /**
     * What is added to a projection's output at sparse positions, [out]; null for nothing, as
     * always where the rule is dense: a model without zeros needs no compensation.
     */
    public float @Nullable [] shift(ProjectionSite site) {
        return rule(site) instanceof SparsityRule.Dense ? null : shifts.get(site);
    }

    /** True when no projection is sparse. */
    public boolean isDense() {
        return rules.values().stream().allMatch(SparsityRule.Dense.class::isInstance);
    }
}
