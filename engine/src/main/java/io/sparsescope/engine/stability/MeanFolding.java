package io.sparsescope.engine.stability;

import io.sparsescope.engine.format.DType;
import io.sparsescope.engine.format.Narrowing;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.model.Model;

/**
 * Puts the means of removed channels where they cannot be lost:
 *
 * <pre>
 * W x ~ W[:, kept] x_kept + W[:, P] mu_P        so        b' = b + W[:, P] mu_P
 * </pre>
 *
 * <p>rounded to the type that a checkpoint stores it in, so that memory and file compute the same.
 */
final class MeanFolding {
    private MeanFolding() {}

    /**
     * The new bias, [out].
     *
     * @param dense the model
     * @param evidence on the projection, with the means
     * @param removed the channels P
     */
    static float[] bias(Model dense, SiteEvidence evidence, int[] removed) {
        Linear whole =
                dense.layer(evidence.site().layer()).projection(evidence.site().projection());
        DType type = dense.biasType(evidence.site());
        float[] before = whole.bias();
        float[] bias = new float[whole.weight().outSize()];
        for (int out = 0; out < bias.length; out++) {
            double sum = before == null ? 0 : before[out];
            for (int channel : removed) {
                sum += whole.weight().at(out, channel) * evidence.mean(channel);
            }
            bias[out] = Narrowing.round(type, (float) sum);
        }
        return bias;
    }
}
