package io.sparsescope.engine.model;

import io.sparsescope.engine.format.Sha256;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Describes a model in memory that lost structures: its own sizes and parameters, counted as the
 * checkpoint written from it would be, under a name and a hash that nobody takes for the
 * original's.
 */
final class PrunedSummary {
    private PrunedSummary() {}

    /**
     * The summary.
     *
     * @param dense the whole model
     * @param config the hyper-parameters of what is left
     * @param layers [layer] what is left
     * @param cuts [layer] what went
     */
    static ModelSummary of(
            Model dense, ModelConfig config, List<LayerWeights> layers, List<LayerCut> cuts) {
        ModelSummary whole = dense.summary();
        long parameters = whole.parameterCount();
        long bytes = whole.weightBytes();
        for (int layer = 0; layer < layers.size(); layer++) {
            for (Projection projection : Projection.values()) {
                ProjectionSite site = new ProjectionSite(layer, projection);
                Linear before = dense.layer(layer).projection(projection);
                Linear after = layers.get(layer).projection(projection);
                int biasBytes = dense.biasType(site).bytes();
                long gone = biasLength(before) - biasLength(after);
                parameters -= before.weight().size() - after.weight().size() + gone;
                bytes -= before.weight().bytes().byteSize() - after.weight().bytes().byteSize();
                bytes -= gone * biasBytes;
            }
        }
        List<String> notes = new ArrayList<>(whole.notes());
        notes.add("in memory only: pruned from " + whole.name());
        return new ModelSummary(
                whole.name() + " pruned",
                whole.directory(),
                whole.architecture(),
                whole.layerCount(),
                whole.hiddenSize(),
                config.intermediateSize(),
                config.headCount(),
                config.keyValueHeadCount(),
                whole.headDim(),
                whole.vocabSize(),
                whole.contextLength(),
                parameters,
                bytes,
                whole.weightType(),
                whole.tiedEmbeddings(),
                hash(whole, cuts),
                whole.chatProblem(),
                notes);
    }

    private static long biasLength(Linear linear) {
        float[] bias = linear.bias();
        return bias == null ? 0 : bias.length;
    }

    /** The original's, what went and what took its place. */
    private static String hash(ModelSummary whole, List<LayerCut> cuts) {
        MessageDigest digest = Sha256.begin();
        digest.update(whole.hash().getBytes(StandardCharsets.UTF_8));
        for (LayerCut cut : cuts) {
            String line =
                    cut.neurons()
                            + " "
                            + cut.groups()
                            + Arrays.toString(cut.attentionBias())
                            + Arrays.toString(cut.mlpBias());
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return Sha256.hex(digest);
    }
}
