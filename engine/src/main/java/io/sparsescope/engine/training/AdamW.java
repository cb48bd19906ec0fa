package io.sparsescope.engine.training;

import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * AdamW with decoupled decay (arXiv:1711.05101) in double precision:
 *
 * <pre>
 * g = gradient, shortened to the clip if longer
 * m = b1 m + (1 - b1) g,  v = b2 v + (1 - b2) g^2
 * x -= rate (m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + 1e-8) + decay x)
 * </pre>
 */
final class AdamW {
    private static final double EPSILON = 1e-8;

    /**
     * What the optimiser holds of one vector.
     *
     * @param values [channel] the parameters
     * @param first [channel] mean of gradients
     * @param second [channel] mean of squared gradients
     */
    record Moments(double[] values, double[] first, double[] second) {}

    private final OptimiserSetting setting;
    private final SortedMap<ProjectionSite, Moments> moments = new TreeMap<>();
    private int stepsDone;

    AdamW(OptimiserSetting setting) {
        this.setting = setting;
    }

    /** Begins with these values; they are changed in place. */
    void put(ProjectionSite site, double[] values) {
        moments.put(
                site, new Moments(values, new double[values.length], new double[values.length]));
    }

    /** Goes on where another optimiser was. */
    void restore(ProjectionSite site, Moments saved) {
        moments.put(site, saved);
    }

    void restoreSteps(int steps) {
        stepsDone = steps;
    }

    /** Everything by projection. */
    SortedMap<ProjectionSite, Moments> moments() {
        return moments;
    }

    /**
     * One step.
     *
     * @param gradients [channel] by projection; changed
     * @param rate learning rate
     */
    void step(SortedMap<ProjectionSite, double[]> gradients, double rate) {
        clip(gradients);
        stepsDone++;
        double firstScale = 1 / (1 - Math.pow(setting.firstBeta(), stepsDone));
        double secondScale = 1 / (1 - Math.pow(setting.secondBeta(), stepsDone));
        moments.forEach((site, of) -> {
            double[] gradient = Objects.requireNonNull(gradients.get(site));
            for (int channel = 0; channel < gradient.length; channel++) {
                double g = gradient[channel];
                of.first[channel] = mean(setting.firstBeta(), of.first[channel], g);
                of.second[channel] = mean(setting.secondBeta(), of.second[channel], g * g);
                double deviation = Math.sqrt(of.second[channel] * secondScale) + EPSILON;
                of.values[channel] -=
                        rate
                                * (of.first[channel] * firstScale / deviation
                                        + setting.weightDecay() * of.values[channel]);
            }
        });
    }

    private static double mean(double beta, double before, double next) {
        return beta * before + (1 - beta) * next;
    }

    private void clip(SortedMap<ProjectionSite, double[]> gradients) {
        double squares = 0;
        for (double[] gradient : gradients.values()) {
            for (double g : gradient) {
                squares += g * g;
            }
        }
        double length = Math.sqrt(squares);
        if (length > setting.clip()) {
            for (double[] gradient : gradients.values()) {
                for (int channel = 0; channel < gradient.length; channel++) {
                    gradient[channel] *= setting.clip() / length;
                }
            }
        }
    }
}
