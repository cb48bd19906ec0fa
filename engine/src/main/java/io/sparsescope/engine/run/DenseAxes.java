package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.ModelStatistics;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.metric.PrincipalAxes;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.lang.foreign.Arena;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Principal axes of the dense residual stream after every layer, over a few windows of text without
 * the first positions of each, whose huge activations would be an axis of their own.
 */
final class DenseAxes {
    private static final int AXES = 10;

    private final PrincipalAxes[] axes;
    private final int width;

    private DenseAxes(PrincipalAxes[] axes, int width) {
        this.axes = axes;
        this.width = width;
    }

    /** Runs the windows densely and fits the axes. */
    static DenseAxes fit(ForwardPass pass, TokenWindows windows, CancelToken cancel) {
        ModelConfig config = pass.model().config();
        int length = windows.windows().getFirst().length;
        int skipped = Math.min(ModelStatistics.DEFAULT_SKIPPED_POSITIONS, length - 1);
        int rows = length - skipped;
        try (Arena arena = Arena.ofShared();
                PassState state = new PassState(config, length)) {
            FloatMatrix[] states = new FloatMatrix[config.layerCount()];
            for (int layer = 0; layer < states.length; layer++) {
                states[layer] =
                        FloatMatrix.allocate(arena, rows * windows.count(), config.hiddenSize());
            }
            for (int window = 0; window < windows.count(); window++) {
                state.truncate(0);
                Probe probe = new Residuals(states, window * rows, skipped);
                PassInput input = PassInput.prompt(windows.windows().get(window));
                pass.run(input, state, SparsityPlan.DENSE, probe, cancel);
            }
            PrincipalAxes[] axes = new PrincipalAxes[states.length];
            IntStream.range(0, axes.length)
                    .parallel()
                    .forEach(layer -> axes[layer] = PrincipalAxes.fit(states[layer], AXES));
            return new DenseAxes(axes, config.hiddenSize());
        }
    }

    /** How shifts lie to the axes. */
    AxisAlignment alignment(SortedMap<ProjectionSite, float[]> shifts) {
        SortedMap<ProjectionSite, double[]> cosines = new TreeMap<>();
        shifts.forEach((site, shift) -> {
            if (site.projection() == Projection.O_PROJ
                    || site.projection() == Projection.DOWN_PROJ) {
                PrincipalAxes fitted = axes[site.layer()];
                cosines.put(
                        site,
                        IntStream.range(0, fitted.count())
                                .mapToDouble(axis -> fitted.cosine(shift, axis))
                                .toArray());
            }
        });
        double[][] explained = new double[axes.length][];
        for (int layer = 0; layer < axes.length; layer++) {
            PrincipalAxes fitted = axes[layer];
            explained[layer] =
                    IntStream.range(0, fitted.count())
                            .mapToDouble(fitted::explainedShare)
                            .toArray();
        }
        return new AxisAlignment(cosines, explained, width);
    }

    /**
     * Copies the residual stream after every layer, from some position on, to a place of its own.
     */
    private record Residuals(FloatMatrix[] states, int firstRow, int skipped) implements Probe {
        @Override
        public boolean wants(ProbeSite site) {
            return site.point() == ProbePoint.RESID_POST;
        }

        @Override
        public void observe(ProbeSite site, int firstPosition, FloatMatrix values) {
            int left = Math.max(0, skipped - firstPosition);
            if (left < values.rowCount()) {
                states[site.layer()].setRows(
                        firstRow + firstPosition + left - skipped,
                        values.rows(left, values.rowCount() - left));
            }
        }
    }
}
