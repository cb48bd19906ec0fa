package io.sparsescope.engine.metric;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.LayerDistance;
import io.sparsescope.engine.observation.LayerShift;
import io.sparsescope.engine.observation.RunDistance;
import io.sparsescope.engine.observation.ShiftDistances;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What sparsity does to the residual stream of one prompt: the dense run against the sparse one
 * and, where there is one, the sparse run with spontaneous vectors.
 *
 * <p>In two steps, so that a picture can begin: {@link #distances} is quick, {@link #shifts} takes
 * some thirty times as long. Layers are shared among all cores. Means, covariances and what is
 * built on them leave out the sink positions, see {@link SinkPositions}; everything else is over
 * all positions. The matrices are read and must not change meanwhile.
 */
public final class RepresentationShift {
    private final RunLayers dense;
    private final RunLayers sparse;
    private final @Nullable RunLayers spontaneous;
    private final int firstCounted;

    /**
     * Two runs of one prompt.
     *
     * @param dense [layer] residual stream after the layer, [position, channel]
     * @param sparse the same of the sparse run
     * @throws IllegalArgumentException when layers, positions or channels differ or there are none
     */
    public RepresentationShift(List<FloatMatrix> dense, List<FloatMatrix> sparse) {
        this(new RunLayers("dense", dense), new RunLayers("sparse", sparse), null);
    }

    /**
     * Three runs of one prompt.
     *
     * @param spontaneous the same of the sparse run with spontaneous vectors
     */
    public RepresentationShift(
            List<FloatMatrix> dense, List<FloatMatrix> sparse, List<FloatMatrix> spontaneous) {
        this(
                new RunLayers("dense", dense),
                new RunLayers("sparse", sparse),
                new RunLayers("spontaneous", spontaneous));
    }

    private RepresentationShift(
            RunLayers dense, RunLayers sparse, @Nullable RunLayers spontaneous) {
        dense.requireLike(dense);
        sparse.requireLike(dense);
        if (spontaneous != null) {
            spontaneous.requireLike(dense);
        }
        this.dense = dense;
        this.sparse = sparse;
        this.spontaneous = spontaneous;
        this.firstCounted = SinkPositions.firstCounted(dense.residual(0).rowCount());
    }

    /** The first position that means and covariances count. */
    public int firstCounted() {
        return firstCounted;
    }

    /**
     * The quick measures of all layers.
     *
     * @throws IllegalArgumentException when a state is infinite or no number, with its place
     */
    public ShiftDistances distances() {
        RunLayers third = spontaneous;
        return new ShiftDistances(
                firstCounted, distance(sparse), third == null ? null : distance(third));
    }

    private RunDistance distance(RunLayers other) {
        return new RunDistance(ofEveryLayer(layer -> distance(other, layer)));
    }

    private LayerDistance distance(RunLayers other, int layer) {
        States denseStates = dense.states(layer);
        States otherStates = other.states(layer);
        RelativeDistance relative =
                RelativeDistance.between(dense.residual(layer), other.residual(layer));
        CosineSimilarity cosine = CosineSimilarity.between(denseStates, otherStates);
        States denseCounted = denseStates.from(firstCounted);
        States otherCounted = otherStates.from(firstCounted);
        return new LayerDistance(
                relative.global(),
                relative.median(),
                cosine.mean(),
                cosine.fifthPercentile(),
                CosineSimilarity.centred(denseCounted, otherCounted).mean(),
                CompensableShare.between(denseCounted, otherCounted));
    }

    /**
     * The measures that take longer, of all layers.
     *
     * @return [layer]
     * @throws IllegalArgumentException when a state is infinite or no number, with its place
     */
    public List<LayerShift> shifts() {
        return ofEveryLayer(this::shift);
    }

    /** The measures that take longer, of one layer. */
    public LayerShift shift(int layer) {
        DenseLayer against = new DenseLayer(dense, layer, firstCounted);
        RunLayers third = spontaneous;
        return new LayerShift(
                layer,
                against.explainedShares(),
                against.states(),
                against.shiftTo(sparse),
                third == null ? null : against.shiftTo(third));
    }

    private <T> List<T> ofEveryLayer(IntFunction<T> measure) {
        return IntStream.range(0, dense.residuals().size()).parallel().mapToObj(measure).toList();
    }
}
