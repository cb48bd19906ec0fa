package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.calibration.ModelStatistics;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the mean of what is dropped is taken.
 *
 * @param target what the bias restores
 * @param skippedPositions positions at the start of every window that means leave out, since a few
 *     massive activations there would decide them; they still get the bias
 * @param scopes projections that get a bias; empty for all that are sparse
 */
public record MeanResidualSetting(
        ResidualTarget target, int skippedPositions, SortedSet<LevelScope> scopes) {
    /**
     * At o_proj alone, the means that did no harm where they were measured (docs/spontaneous.md).
     */
    public static final MeanResidualSetting AT_O_PROJ =
            new MeanResidualSetting(
                    ResidualTarget.OWN,
                    ModelStatistics.DEFAULT_SKIPPED_POSITIONS,
                    Set.of(new LevelScope(null, Projection.O_PROJ)));

    public MeanResidualSetting {
        if (skippedPositions < 0) {
            throw new IllegalArgumentException(
                    "skipped positions must not be negative: " + skippedPositions);
        }
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
    }

    /** All projections, without the first positions. */
    public MeanResidualSetting(ResidualTarget target) {
        this(target, ModelStatistics.DEFAULT_SKIPPED_POSITIONS, Set.of());
    }

    /** Some positions left out, and the projections that get a bias. */
    public MeanResidualSetting(
            ResidualTarget target, int skippedPositions, Set<LevelScope> scopes) {
        this(target, skippedPositions, new TreeSet<>(scopes));
    }

    /** Whether a projection gets a bias when it is sparse. */
    boolean includes(ProjectionSite site) {
        return scopes.isEmpty() || scopes.stream().anyMatch(scope -> scope.contains(site));
    }
}
