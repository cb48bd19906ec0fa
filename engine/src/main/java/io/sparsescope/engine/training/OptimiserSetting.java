package io.sparsescope.engine.training;

/**
 * AdamW (arXiv:1711.05101) with a warm-up and a cosine to zero.
 *
 * @param learningRate the largest
 * @param warmUpSteps over which the rate rises linearly
 * @param clip longest gradient over all vectors together; a longer one is shortened to it
 * @param weightDecay what every step takes away, in learning rates
 * @param firstBeta decay of the mean of gradients
 * @param secondBeta decay of the mean of their squares
 */
public record OptimiserSetting(
        double learningRate,
        int warmUpSteps,
        double clip,
        double weightDecay,
        double firstBeta,
        double secondBeta) {
    /** What the reference on the bundled model was trained with. */
    public static final OptimiserSetting DEFAULT = new OptimiserSetting(3e-3, 20, 1, 0, 0.9, 0.999);

    public OptimiserSetting {
        require(learningRate > 0 && learningRate < 1, "learning rate in (0, 1)", learningRate);
        require(warmUpSteps >= 0, "warm-up of at least 0 steps", warmUpSteps);
        require(clip > 0, "clip above 0", clip);
        require(weightDecay >= 0 && weightDecay < 1, "weight decay in [0, 1)", weightDecay);
        require(firstBeta >= 0 && firstBeta < 1, "first beta in [0, 1)", firstBeta);
        require(secondBeta >= 0 && secondBeta < 1, "second beta in [0, 1)", secondBeta);
    }

    private static void require(boolean sound, String wanted, double value) {
        if (!sound) {
            throw new IllegalArgumentException("a " + wanted + " is needed, not " + value);
        }
    }

    /** The same at another rate. */
    public OptimiserSetting withLearningRate(double other) {
        return new OptimiserSetting(other, warmUpSteps, clip, weightDecay, firstBeta, secondBeta);
    }

    /**
     * The rate of a step.
     *
     * @param step from 0
     * @param steps in all
     */
    double rate(int step, int steps) {
        double warmth = warmUpSteps == 0 ? 1 : Math.min(1, (step + 1.0) / warmUpSteps);
        return learningRate * warmth * 0.5 * (1 + Math.cos(Math.PI * step / steps));
    }
}
