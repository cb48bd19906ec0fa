package io.sparsescope.engine.stability;

import io.sparsescope.engine.model.ModelConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One structure that may go. Scores are additive over channels, so structures of different size are
 * compared by score per weight; AL-AM's are averaged over the channels instead, as FLAP does,
 * because a z-score has no unit to divide.
 *
 * @param layer its block
 * @param index which neuron or group
 * @param group whether it is a key/value group
 * @param key the lowest goes first
 */
record Candidate(int layer, int index, boolean group, double key) {
    /** Lowest key first; equal keys in the order of layer, kind and index. */
    static final Comparator<Candidate> ORDER =
            Comparator.comparingDouble(Candidate::key)
                    .thenComparingInt(Candidate::layer)
                    .thenComparing(Candidate::group)
                    .thenComparingInt(Candidate::index);

    /** The neurons of a block that have no massive activation. */
    static List<Candidate> neurons(ModelConfig config, PruningScore score, SiteEvidence evidence) {
        double[] scores = score.channels(evidence);
        double size = score == PruningScore.AL_AM ? 1 : new StructureSizes(config).neuron();
        boolean[] massive = evidence.massive();
        List<Candidate> candidates = new ArrayList<>();
        for (int channel = 0; channel < scores.length; channel++) {
            if (!massive[channel]) {
                candidates.add(
                        new Candidate(
                                evidence.site().layer(), channel, false, scores[channel] / size));
            }
        }
        return candidates;
    }

    /** The key/value groups of a block none of whose o_proj channels has a massive activation. */
    static List<Candidate> groups(ModelConfig config, PruningScore score, SiteEvidence evidence) {
        double[] scores = score.channels(evidence);
        int width = config.groupSize() * config.headDim();
        double size = score == PruningScore.AL_AM ? width : new StructureSizes(config).group();
        boolean[] massive = evidence.massive();
        List<Candidate> candidates = new ArrayList<>();
        for (int group = 0; group < config.keyValueHeadCount(); group++) {
            double sum = 0;
            boolean kept = false;
            for (int channel = group * width; channel < (group + 1) * width; channel++) {
                sum += scores[channel];
                kept |= massive[channel];
            }
            if (!kept) {
                candidates.add(new Candidate(evidence.site().layer(), group, true, sum / size));
            }
        }
        return candidates;
    }
}
