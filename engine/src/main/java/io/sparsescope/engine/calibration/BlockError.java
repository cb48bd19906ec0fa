package io.sparsescope.engine.calibration;

import io.sparsescope.engine.forward.BlockPass;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The error that levels make in one block on its dense input:
 *
 * <pre>
 * err = mean over windows and the positions of their last quarter of ||dense output - sparse output||_2
 * </pre>
 *
 * <p>What most trials have in common is held: the stream after attention and the gated activation
 * at the levels given to {@link #hold}. The answer does not depend on what is held.
 */
final class BlockError implements AutoCloseable {
    private static final int Q = Projection.Q_PROJ.ordinal();
    private static final int GATE = Projection.GATE_PROJ.ordinal();
    private static final int DOWN = Projection.DOWN_PROJ.ordinal();

    private final BlockPass pass;
    private final int layer;
    private final List<FloatMatrix> inputs;
    private final Calibration calibration;
    private final SparsityMethod method;
    private final Arena arena;
    private final FloatMatrix stream;
    private final FloatMatrix tail;
    private final List<FloatMatrix> middles = new ArrayList<>();
    private final List<FloatMatrix> gated = new ArrayList<>();
    private final List<float[]> dense = new ArrayList<>();
    private double[] held = new double[Projection.values().length];

    /**
     * Runs the block densely.
     *
     * @param pass runs blocks
     * @param site the block and its width
     * @param inputs dense residual stream before the block, one [window, hidden] for each window
     * @param calibration where thresholds come from
     * @param method how zeros are chosen
     */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    BlockError(
            BlockPass pass,
            Block site,
            List<FloatMatrix> inputs,
            Calibration calibration,
            SparsityMethod method) {
        this.pass = pass;
        this.layer = site.layer();
        this.inputs = inputs;
        this.calibration = calibration;
        this.method = method;
        this.arena = Arena.ofShared();
        int window = inputs.getFirst().rowCount();
        int quarter = Math.max(1, window / 4);
        int hidden = site.config().hiddenSize();
        stream = FloatMatrix.allocate(arena, window, hidden);
        tail = FloatMatrix.allocate(arena, quarter, hidden);
        for (int index = 0; index < inputs.size(); index++) {
            middles.add(FloatMatrix.allocate(arena, quarter, hidden));
            gated.add(FloatMatrix.allocate(arena, quarter, site.config().intermediateSize()));
            runDensely(index);
        }
    }

    private void runDensely(int index) {
        attend(index, SparsityPlan.DENSE);
        middles.get(index).setRows(0, tail);
        pass.feedForward(layer, tail, SparsityPlan.DENSE);
        pass.copyGated(gated.get(index));
        dense.add(tail.toArray());
    }

    /**
     * Which block of which model.
     *
     * @param layer zero-based
     * @param config the model's
     */
    record Block(int layer, ModelConfig config) {}

    /**
     * The error at some levels.
     *
     * @param levels [projection] shares of zeros asked
     */
    double of(double[] levels) {
        SparsityPlan plan = plan(levels);
        double sum = 0;
        for (int index = 0; index < inputs.size(); index++) {
            middle(index, levels, plan);
            if (areHeld(levels, Q, DOWN)) {
                pass.down(layer, gated.get(index), tail, plan);
            } else {
                pass.feedForward(layer, tail, plan);
            }
            sum += sumOfDistances(dense.get(index), tail);
        }
        return sum / ((double) inputs.size() * tail.rowCount());
    }

    /** Makes levels near these cheap to try. */
    void hold(double[] levels) {
        if (areHeld(levels, Q, DOWN)) {
            held = levels.clone(); // nothing that is held depends on down_proj
            return;
        }
        SparsityPlan plan = plan(levels);
        for (int index = 0; index < inputs.size(); index++) {
            middle(index, levels, plan);
            middles.get(index).setRows(0, tail);
            pass.feedForward(layer, tail, plan);
            pass.copyGated(gated.get(index));
        }
        held = levels.clone();
    }

    /** Brings the stream after attention into {@link #tail}. */
    private void middle(int index, double[] levels, SparsityPlan plan) {
        if (areHeld(levels, Q, GATE)) {
            tail.setRows(0, middles.get(index));
        } else {
            attend(index, plan);
        }
    }

    private void attend(int index, SparsityPlan plan) {
        stream.setRows(0, inputs.get(index));
        pass.attention(layer, stream, plan);
        int quarter = tail.rowCount();
        tail.setRows(0, stream.rows(stream.rowCount() - quarter, quarter));
    }

    private boolean areHeld(double[] levels, int from, int to) {
        return java.util.Arrays.equals(levels, from, to, held, from, to);
    }

    private SparsityPlan plan(double[] levels) {
        SortedMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        for (Projection projection : Projection.values()) {
            ProjectionSite site = new ProjectionSite(layer, projection);
            rules.put(site, calibration.rule(site, method, levels[projection.ordinal()]));
        }
        return new SparsityPlan(rules, new PositionRule.All());
    }

    private static double sumOfDistances(float[] dense, FloatMatrix sparse) {
        int width = sparse.columnCount();
        double sum = 0;
        for (int row = 0; row < sparse.rowCount(); row++) {
            float[] values = sparse.rowToArray(row);
            double squares = 0;
            for (int channel = 0; channel < width; channel++) {
                double difference = (double) dense[row * width + channel] - values[channel];
                squares += difference * difference;
            }
            sum += Math.sqrt(squares);
        }
        return sum;
    }

    /** Frees what is held. */
    @Override
    public void close() {
        arena.close();
    }
}
