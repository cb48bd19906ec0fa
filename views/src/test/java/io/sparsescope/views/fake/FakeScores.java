package io.sparsescope.views.fake;

import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.observation.ChannelScore;
import io.sparsescope.engine.observation.ChannelScores;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Plausible channel scores, the same for the same site. */
final class FakeScores {
    private FakeScores() {}

    static ChannelScores of(ActivationSlice slice) {
        int channels = slice.channelCount();
        var random = new Random(slice.site().hashCode());
        double[] mean = random.doubles(channels, -0.4, 0.6).toArray();
        double[] deviation = random.doubles(channels, 0.05, 1).toArray();
        double[] norm = random.doubles(channels, 0.5, 2).toArray();
        double[] persistence = new double[channels];
        double[] stability = new double[channels];
        double[] removal = new double[channels];
        double[] uncompensated = new double[channels];
        for (int channel = 0; channel < channels; channel++) {
            int kept = 0;
            for (int position = 0; position < slice.positionCount(); position++) {
                kept += slice.kept()[slice.index(position, channel)] ? 1 : 0;
            }
            persistence[channel] = (double) kept / Math.max(1, slice.positionCount());
            double constant = mean[channel] * mean[channel];
            double variance = deviation[channel] * deviation[channel];
            stability[channel] = constant / (constant + variance);
            removal[channel] = variance * norm[channel] * norm[channel] / 1e3;
            uncompensated[channel] = (constant + variance) * norm[channel] * norm[channel] / 1e3;
        }
        Map<ChannelScore, double[]> values = new EnumMap<>(ChannelScore.class);
        values.put(ChannelScore.STABILITY, stability);
        values.put(ChannelScore.REMOVAL_COST, removal);
        values.put(ChannelScore.UNCOMPENSATED_COST, uncompensated);
        values.put(ChannelScore.PERSISTENCE, persistence);
        values.put(
                ChannelScore.MASK_STEADINESS,
                Arrays.stream(persistence).map(rate -> 0.2 * rate).toArray());
        return new ChannelScores(slice.site(), mean, deviation, norm, values, 0.94, 4_032, 4);
    }
}
