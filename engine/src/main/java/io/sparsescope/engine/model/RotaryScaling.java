package io.sparsescope.engine.model;

/**
 * The frequency rules of rotary embeddings, as transformers defines them ({@code
 * modeling_rope_utils.py}).
 *
 * <p>Plain frequencies are theta^(-2i/headDim) for i = 0 .. headDim/2 - 1.
 */
final class RotaryScaling {
    private RotaryScaling() {}

    static double[] plain(double theta, int headDim) {
        double[] frequencies = new double[headDim / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = Math.pow(theta, -2.0 * i / headDim);
        }
        return frequencies;
    }

    /** Position interpolation (arXiv:2306.15595): all frequencies divided by the factor. */
    static double[] linear(double[] plain, double factor) {
        return java.util.Arrays.stream(plain).map(frequency -> frequency / factor).toArray();
    }

    /**
     * Llama 3.1's rule.
     *
     * @param factor divides the low frequencies
     * @param lowFactor wavelengths longer than originalLength / lowFactor are low frequencies
     * @param highFactor wavelengths shorter than originalLength / highFactor stay as they are
     * @param originalLength context of the pre-training
     */
    record Llama3(double factor, double lowFactor, double highFactor, double originalLength) {
        double[] apply(double[] plain) {
            return java.util.Arrays.stream(plain).map(this::scale).toArray();
        }

        private double scale(double frequency) {
            double wavelength = 2 * Math.PI / frequency;
            if (wavelength < originalLength / highFactor) {
                return frequency;
            }
            if (wavelength > originalLength / lowFactor) {
                return frequency / factor;
            }
            double smooth = (originalLength / wavelength - lowFactor) / (highFactor - lowFactor);
            return (1 - smooth) * frequency / factor + smooth * frequency;
        }
    }

    /**
     * YaRN (arXiv:2309.00071): high frequencies stay, low ones are interpolated, between them a
     * ramp.
     *
     * @param factor how much longer the context becomes
     * @param betaFast rotations over the original context from which frequencies stay
     * @param betaSlow rotations below which they are interpolated
     * @param originalLength context of the pre-training
     * @param truncate whether the ramp's ends are rounded outwards to whole pairs
     */
    record Yarn(
            double factor,
            double betaFast,
            double betaSlow,
            double originalLength,
            boolean truncate) {
        double[] apply(double[] plain, double theta) {
            int headDim = plain.length * 2;
            double low = correction(betaFast, headDim, theta);
            double high = correction(betaSlow, headDim, theta);
            if (truncate) {
                low = Math.floor(low);
                high = Math.ceil(high);
            }
            low = Math.max(low, 0);
            high = Math.min(high, headDim - 1);
            if (low == high) {
                high += 0.001; // transformers' guard against division by zero
            }
            double[] scaled = new double[plain.length];
            for (int i = 0; i < plain.length; i++) {
                double interpolated = Math.clamp((i - low) / (high - low), 0.0, 1.0);
                scaled[i] = plain[i] / factor * interpolated + plain[i] * (1 - interpolated);
            }
            return scaled;
        }

        private double correction(double rotations, int headDim, double theta) {
            return headDim
                    * Math.log(originalLength / (rotations * 2 * Math.PI))
                    / (2 * Math.log(theta));
        }

        /** The paper's attention temperature for a scale; {@code weight} is DeepSeek's mscale. */
        static double magnitude(double scale, double weight) {
            return scale <= 1 ? 1 : 0.1 * weight * Math.log(scale) + 1;
        }
    }
}
