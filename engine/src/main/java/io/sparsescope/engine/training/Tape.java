package io.sparsescope.engine.training;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backward pass needs of a forward pass and could not compute again without a matrix product
 * or attention: the residual stream before both halves of a layer, the outputs of the projections
 * that something nonlinear follows, and what attention mixed.
 *
 * <p>Not kept, because a sweep over the rows gives them back: norms, rotated queries and keys, the
 * gated activation, and every mask, which is decided again on the same bits. Attention weights are
 * computed again too: they would take positions^2 floats a head. Rows are [window * position].
 */
final class Tape implements Probe {
    /**
     * One layer. A backward pass may overwrite {@link #pre} and {@link #preLinear}.
     *
     * @param residPre [row, hidden]
     * @param residMid [row, hidden]
     * @param q [row, head * headDim] output of the projection, before its norm and rotation
     * @param k [row, keyValueHead * headDim] likewise
     * @param v [row, keyValueHead * headDim]
     * @param z [row, head * headDim]
     * @param pre [row, intermediate]
     * @param preLinear [row, intermediate]
     */
    record Layer(
            FloatMatrix residPre,
            FloatMatrix residMid,
            FloatMatrix q,
            FloatMatrix k,
            FloatMatrix v,
            FloatMatrix z,
            FloatMatrix pre,
            FloatMatrix preLinear) {}

    private final int lowestLayer;
    private final int topLayer;
    private final List<Layer> layers = new ArrayList<>();
    private final FloatMatrix residPost;

    /**
     * Creates an empty tape.
     *
     * @param rows windows times positions
     * @param lowestLayer layers below it are not kept
     */
    Tape(SegmentAllocator allocator, ModelConfig config, int rows, int lowestLayer) {
        this.lowestLayer = lowestLayer;
        this.topLayer = config.layerCount() - 1;
        for (int layer = lowestLayer; layer <= topLayer; layer++) {
            layers.add(
                    new Layer(
                            FloatMatrix.allocate(allocator, rows, config.hiddenSize()),
                            FloatMatrix.allocate(allocator, rows, config.hiddenSize()),
                            FloatMatrix.allocate(allocator, rows, config.queryWidth()),
                            FloatMatrix.allocate(allocator, rows, config.keyValueWidth()),
                            FloatMatrix.allocate(allocator, rows, config.keyValueWidth()),
                            FloatMatrix.allocate(allocator, rows, config.queryWidth()),
                            FloatMatrix.allocate(allocator, rows, config.intermediateSize()),
                            FloatMatrix.allocate(allocator, rows, config.intermediateSize())));
        }
        this.residPost = FloatMatrix.allocate(allocator, rows, config.hiddenSize());
    }

    /** Floats that a row takes. */
    static long floatsPerRow(ModelConfig config, int lowestLayer) {
        long layer =
                2L * config.hiddenSize()
                        + 2L * config.queryWidth()
                        + 2L * config.keyValueWidth()
                        + 2L * config.intermediateSize();
        return layer * (config.layerCount() - lowestLayer) + config.hiddenSize();
    }

    /** What was kept of a layer. */
    Layer layer(int layer) {
        return layers.get(layer - lowestLayer);
    }

    /** What leaves the last layer, [row, hidden]. */
    FloatMatrix residPost() {
        return residPost;
    }

    @Override
    public boolean wants(ProbeSite site) {
        return switch (site.point()) {
            case RESID_PRE, RESID_MID, ATTN_Z, MLP_PRE, MLP_PRE_LINEAR ->
                    site.layer() >= lowestLayer;
            case RESID_POST -> site.layer() == topLayer;
            default -> false;
        };
    }

    @Override
    public void observe(ProbeSite site, int firstPosition, FloatMatrix values) {
        place(site).setRows(0, values);
    }

    private FloatMatrix place(ProbeSite site) {
        return site.point() == ProbePoint.RESID_POST
                ? residPost
                : switch (site.point()) {
                    case RESID_PRE -> layer(site.layer()).residPre;
                    case RESID_MID -> layer(site.layer()).residMid;
                    case ATTN_Z -> layer(site.layer()).z;
                    case MLP_PRE -> layer(site.layer()).pre;
                    case MLP_PRE_LINEAR -> layer(site.layer()).preLinear;
                    default -> throw new IllegalArgumentException("not wanted: " + site);
                };
    }

    @Override
    public boolean wantsOutput(ProjectionSite site) {
        return switch (site.projection()) {
            case Q_PROJ, K_PROJ, V_PROJ -> site.layer() >= lowestLayer;
            default -> false;
        };
    }

    @Override
    public void observeOutput(ProjectionSite site, int firstPosition, FloatMatrix output) {
        Layer layer = layer(site.layer());
        FloatMatrix place =
                switch (site.projection()) {
                    case Q_PROJ -> layer.q;
                    case K_PROJ -> layer.k;
                    default -> layer.v;
                };
        place.setRows(0, output);
    }
}
