package io.sparsescope.engine.calibration;

import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The path that the greedy search took in every block, from dense to {@link #MAX_SPARSITY}: one
 * search answers every target.
 *
 * @param provenance what it was made from
 * @param blocks [layer][stage], effective sparsity rising; the first stage is dense
 */
public record GreedyAllocation(GreedyProvenance provenance, List<List<GreedyRow>> blocks) {
    /** Where the search ends, as TEAL's does. */
    public static final double MAX_SPARSITY = 0.9;

    public GreedyAllocation {
        blocks = blocks.stream().map(List::copyOf).toList();
        if (blocks.isEmpty() || blocks.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("an allocation needs a stage of every block");
        }
    }

    /**
     * Checks that an allocation at {@code target} can be asked for.
     *
     * @throws IllegalArgumentException when it is not a number in [0, {@link #MAX_SPARSITY}]
     */
    public static double requireTarget(double target) {
        if (!(target >= 0 && target <= MAX_SPARSITY)) {
            throw new IllegalArgumentException(
                    "the search covers sparsity from 0 to " + MAX_SPARSITY + ": " + target);
        }
        return target;
    }

    /**
     * The stage of one block whose effective sparsity is closest to the target: its errors and
     * levels. Of two that are as close the sparser comes later and loses.
     *
     * @param layer which block
     * @param target effective sparsity in [0, {@link #MAX_SPARSITY}]
     */
    public GreedyRow row(int layer, double target) {
        requireTarget(target);
        return blocks.get(layer).stream()
                .min(Comparator.comparingDouble(row -> Math.abs(row.effectiveSparsity() - target)))
                .orElseThrow();
    }

    /**
     * The levels at a target: in each block those of the stage closest to it. All blocks get the
     * same target; nothing is traded between blocks.
     *
     * @param target effective sparsity in [0, {@link #MAX_SPARSITY}]
     */
    public AllocationTable at(double target) {
        SortedMap<ProjectionSite, Double> levels = new TreeMap<>();
        for (int layer = 0; layer < blocks.size(); layer++) {
            GreedyRow row = row(layer, target);
            for (Projection projection : Projection.values()) {
                levels.put(new ProjectionSite(layer, projection), row.level(projection));
            }
        }
        return new AllocationTable(levels);
    }
}
