package io.sparsescope.views.session;

import io.sparsescope.engine.sparsity.ProjectionSite;
import org.jspecify.annotations.Nullable;

/**
 * What every view looks at.
 *
 * @param site the projection whose input is shown cell by cell
 * @param position zero-based token position; null follows the last one
 * @param channel zero-based channel of the site's input; null when none is pinned
 */
public record Selection(
        ProjectionSite site, @Nullable Integer position, @Nullable Integer channel) {
    /** The same cell of another projection; the channel is released, since widths differ. */
    public Selection withSite(ProjectionSite other) {
        return other.equals(site) ? this : new Selection(other, position, null);
    }

    /** The same site and channel at another position; null follows the last one. */
    public Selection withPosition(@Nullable Integer other) {
        return new Selection(site, other, channel);
    }

    /** Another cell of the same site. */
    public Selection withCell(int otherPosition, int otherChannel) {
        return new Selection(site, otherPosition, otherChannel);
    }

    /** The site alone, nothing pinned. */
    public Selection released() {
        return new Selection(site, null, null);
    }

    /**
     * The pinned position where the prompt has it, else the last of {@code positionCount}
     * positions.
     */
    public int positionIn(int positionCount) {
        return position == null || position >= positionCount ? positionCount - 1 : position;
    }
}
