package io.sparsescope.engine.training;

import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that changes while vectors are trained, and that a checkpoint holds. */
final class TrainingState {
    final AdamW optimiser;
    final List<TrainingPoint> curve = new ArrayList<>();

    /** [channel] by projection, as vectors hold it. */
    final SortedMap<ProjectionSite, float[]> best = new TreeMap<>();

    int stepsDone;
    int bestStep;
    int misses;

    /** Held-out divergence without vectors; NaN until it is known. */
    double without = Double.NaN;

    /** Held-out divergence of the best trained vectors, were they better than none or not. */
    double lowest = Double.POSITIVE_INFINITY;

    TrainingState(OptimiserSetting setting) {
        this.optimiser = new AdamW(setting);
    }

    /** The vectors as they are now. */
    SortedMap<ProjectionSite, float[]> vectors() {
        SortedMap<ProjectionSite, float[]> vectors = new TreeMap<>();
        optimiser.moments().forEach((site, of) -> vectors.put(site, floats(of.values())));
        return vectors;
    }

    private static float[] floats(double[] values) {
        float[] narrow = new float[values.length];
        for (int channel = 0; channel < values.length; channel++) {
            narrow[channel] = (float) values[channel];
        }
        return narrow;
    }

    /** Takes in a judgement of the vectors as they are now. */
    void judge(double divergence) {
        misses++;
        if (divergence < lowest) {
            lowest = divergence;
            if (divergence < without) {
                best.putAll(vectors());
                bestStep = stepsDone;
            }
            misses = 0;
        }
    }
}
