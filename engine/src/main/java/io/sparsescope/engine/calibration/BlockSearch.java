package io.sparsescope.engine.calibration;

import io.sparsescope.engine.model.LayerWeights;
import io.sparsescope.engine.sparsity.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The greedy search in one block, a trial at a time; see {@link GreedyAllocator}. It owns and
 * closes the error that it asks.
 */
final class BlockSearch implements AutoCloseable {
    /** No projection is asked for more, so that each keeps something at every position. */
    static final double MAX_LEVEL = 0.99;

    private static final int COUNT = Projection.values().length;
    private static final int NONE = -1;

    private final BlockError error;
    private final double[] weights;
    private final double baseStep;
    private final List<GreedyRow> rows = new ArrayList<>();
    private final double[] levels = new double[COUNT];
    private final int[] raises = new int[COUNT];
    private int next;
    private int best = NONE;
    private double bestError;

    /**
     * Starts dense.
     *
     * @param error what the search keeps low
     * @param weights [projection] numbers of weights relative to q_proj's
     * @param baseStep see {@link GreedySetting#baseStep()}
     */
    BlockSearch(BlockError error, double[] weights, double baseStep) {
        this.error = error;
        this.weights = weights;
        this.baseStep = baseStep;
        rows.add(new GreedyRow(0, 0, 0, new double[COUNT]));
    }

    /** Numbers of weights of a block's projections relative to q_proj's, from their shapes. */
    static double[] relativeWeights(LayerWeights layer) {
        double unit = layer.projection(Projection.Q_PROJ).weight().size();
        return Arrays.stream(Projection.values())
                .mapToDouble(projection -> layer.projection(projection).weight().size() / unit)
                .toArray();
    }

    /** Share of a block's projection weights that levels ask to save. */
    static double effectiveSparsity(double[] weights, double[] levels) {
        double saved = 0;
        for (int index = 0; index < COUNT; index++) {
            saved += weights[index] * levels[index];
        }
        return saved / Arrays.stream(weights).sum();
    }

    /** Tries one projection, or takes the best of a round; returns false when all is done. */
    boolean step() {
        while (next < COUNT && levels[next] >= MAX_LEVEL) {
            next++;
        }
        if (next == COUNT) {
            take();
            return sparsity() < GreedyAllocation.MAX_SPARSITY;
        }
        double[] tried = levels.clone();
        tried[next] = raised(next);
        double found = error.of(tried);
        if (best == NONE || found < bestError) {
            best = next;
            bestError = found;
        }
        next++;
        return true;
    }

    private void take() {
        levels[best] = raised(best);
        raises[best]++;
        error.hold(levels);
        double[] uniform = new double[COUNT];
        double sparsity = effectiveSparsity(weights, levels);
        Arrays.fill(uniform, sparsity);
        rows.add(new GreedyRow(sparsity, bestError, error.of(uniform), levels.clone()));
        next = 0;
        best = NONE;
    }

    /** Rounded to 1e-6, so that a table is readable and the same after writing and reading. */
    private double raised(int projection) {
        double level = (raises[projection] + 1) * baseStep / weights[projection];
        return Math.min(MAX_LEVEL, Math.rint(level * 1e6) / 1e6);
    }

    /** Effective sparsity so far. */
    double sparsity() {
        return rows.getLast().effectiveSparsity();
    }

    /** The stages so far. */
    List<GreedyRow> rows() {
        return List.copyOf(rows);
    }

    /** Frees the error's memory. */
    @Override
    public void close() {
        error.close();
    }
}
