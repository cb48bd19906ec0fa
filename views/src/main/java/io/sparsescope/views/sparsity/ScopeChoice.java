package io.sparsescope.views.sparsity;

import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.ProjectionSite;

/** How far a level of its own reaches from the selected projection. */
public enum ScopeChoice {
    /** The selected projection alone. */
    PROJECTION,
    /** Every projection of its layer. */
    LAYER,
    /** Its kind of projection in every layer. */
    KIND;

    /** The projections that are meant when {@code site} is selected. */
    public LevelScope scope(ProjectionSite site) {
        return switch (this) {
            case PROJECTION -> LevelScope.of(site);
            case LAYER -> new LevelScope(site.layer(), null);
            case KIND -> new LevelScope(null, site.projection());
        };
    }

    /** The words of the picker when {@code site} is selected. */
    public String label(ProjectionSite site) {
        return switch (this) {
            case PROJECTION -> "This projection";
            case LAYER -> "This layer";
            case KIND -> "All " + site.projection().shortName();
        };
    }

    /** A scope in the words of the window, such as {@code layer 3 down_proj}. */
    static String words(LevelScope scope) {
        String layer = scope.layer() == null ? "" : "layer " + scope.layer();
        String kind = scope.projection() == null ? "" : scope.projection().shortName();
        if (layer.isEmpty()) {
            return "all " + kind;
        }
        return kind.isEmpty() ? "all of " + layer : layer + " " + kind;
    }
}
