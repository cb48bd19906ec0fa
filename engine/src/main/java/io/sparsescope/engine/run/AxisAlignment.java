package io.sparsescope.engine.run;

import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the shifts W a that enter the residual stream, those of o_proj and down_proj, lie to the
 * leading principal axes of the dense run's residual stream after the same layer.
 *
 * @param cosines [axis] cosine of W a with each axis, axes with the largest variance first
 * @param explained [layer][axis] share of the variance of the dense states along an axis
 * @param width channels of the residual stream
 */
public record AxisAlignment(
        SortedMap<ProjectionSite, double[]> cosines, double[][] explained, int width) {
    public AxisAlignment {
        cosines = Collections.unmodifiableSortedMap(new TreeMap<>(cosines));
    }

    /** Nothing that enters the residual stream acts. */
    public static final AxisAlignment NONE = new AxisAlignment(new TreeMap<>(), new double[0][], 0);

    /** Number of axes. */
    public int axisCount() {
        return cosines.isEmpty() ? 0 : cosines.firstEntry().getValue().length;
    }

    /** Share of the squared length of W a that lies in the span of the axes, in [0, 1]. */
    public double share(ProjectionSite site) {
        double sum = 0;
        for (double cosine : cosines.getOrDefault(site, new double[0])) {
            sum += cosine * cosine;
        }
        return sum;
    }

    /** What {@link #share} is on average for a random direction: axes / channels. */
    public double chance() {
        return width == 0 ? 0 : (double) axisCount() / width;
    }
}
