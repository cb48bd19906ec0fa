package io.sparsescope.engine.sparsity;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one run: what the forward pass asks at every projection, y = W S(x) + b + shift.
 * Channels that pruning removed are zero before S looks at them.
 *
 * @param rules one rule for each sparse projection; a site that is absent is dense
 * @param positions which positions the rules and the shifts apply to
 * @param shifts [out] what spontaneous neurons add to a projection's output, W a; without effect
 *     where the rule is dense
 * @param removed channels that are not there at any position; a site that is absent keeps all
 */
public record SparsityPlan(
        SortedMap<ProjectionSite, SparsityRule> rules,
        PositionRule positions,
        SortedMap<ProjectionSite, float[]> shifts,
        SortedMap<ProjectionSite, RemovedChannels> removed) {
    /** The plan that changes nothing. */
    public static final SparsityPlan DENSE = new SparsityPlan(Map.of(), new PositionRule.All());

    public SparsityPlan {
        rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
        shifts = Collections.unmodifiableSortedMap(new TreeMap<>(shifts));
        removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
    }

    /** Rules without spontaneous neurons. */
    public SparsityPlan(Map<ProjectionSite, SparsityRule> rules, PositionRule positions) {
        this(
                new TreeMap<>(rules),
                positions,
                Collections.emptySortedMap(),
                Collections.emptySortedMap());
    }

    /** The same rules with these shifts instead. */
    public SparsityPlan withShifts(Map<ProjectionSite, float[]> other) {
        return new SparsityPlan(rules, positions, new TreeMap<>(other), removed);
    }

    /** The same plan on a network without these channels. */
    public SparsityPlan withRemoved(Map<ProjectionSite, RemovedChannels> other) {
        return new SparsityPlan(rules, positions, shifts, new TreeMap<>(other));
    }

    /** The same plan with another choice between equal magnitudes wherever top-k chooses. */
    public SparsityPlan withTies(Ties ties) {
        SortedMap<ProjectionSite, SparsityRule> changed = new TreeMap<>(rules);
        changed.replaceAll((_, rule) ->
                rule instanceof SparsityRule.TopK topK
                        ? new SparsityRule.TopK(topK.keptCount(), ties)
                        : rule);
        return new SparsityPlan(changed, positions, shifts, removed);
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

    /** The channels of a projection's input that are not there; null where all are. */
    public @Nullable RemovedChannels removed(ProjectionSite site) {
        return removed.get(site);
    }

    /**
     * Share of a projection's output channels that nobody reads any more, in [0, 1): the rows of
     * gate and up belong to columns of down, those of q, k and v to columns of o.
     *
     * @param readWidth input channels of the projection that reads the output
     */
    public double unreadShare(ProjectionSite site, int readWidth) {
        Projection reader =
                switch (site.projection()) {
                    case Q_PROJ, K_PROJ, V_PROJ -> Projection.O_PROJ;
                    case GATE_PROJ, UP_PROJ -> Projection.DOWN_PROJ;
                    case O_PROJ, DOWN_PROJ -> null; // the residual stream
                };
        RemovedChannels gone =
                reader == null ? null : removed.get(new ProjectionSite(site.layer(), reader));
        return gone == null ? 0 : (double) gone.channels().length / readWidth;
    }
}
