package io.sparsescope.engine.decode;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.RemovedChannels;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import org.jspecify.annotations.Nullable;

/**
 * What a plan says of one projection, looked up once instead of at every token.
 *
 * @param site which projection
 * @param rule what is dropped at sparse positions
 * @param columnNorms [in] the weights of WINA's score; null for other rules
 * @param bias [out] added at dense positions; null for nothing
 * @param sparseBias [out] added at sparse positions: bias and shift in one, see {@code Pass}
 * @param removed channels that are not there; null where all are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SiteStep(
        ProjectionSite site,
        SparsityRule rule,
        float @Nullable [] columnNorms,
        float @Nullable [] bias,
        float @Nullable [] sparseBias,
        @Nullable RemovedChannels removed) {

    static SiteStep of(Model model, ProjectionSite site, SparsityPlan plan) {
        SparsityRule rule = plan.rule(site);
        var linear = model.layer(site.layer()).projection(site.projection());
        float[] shift = plan.shift(site);
        return new SiteStep(
                site,
                rule,
                rule instanceof SparsityRule.WeightedThreshold ? model.columnNorms(site) : null,
                linear.bias(),
                shift == null ? linear.bias() : linear.shifted(shift).bias(),
                plan.removed(site));
    }

    /** Whether both keep the same channels of a common input: column norms are a site's own. */
    boolean choosesLike(SiteStep other) {
        return rule.equals(other.rule)
                && columnNorms == null
                && (removed == null) == (other.removed == null);
    }
}
