package io.sparsescope.views.stability;

import io.sparsescope.engine.observation.ChannelScore;
import io.sparsescope.engine.observation.ChannelScores;
import io.sparsescope.views.panel.Figures;
import java.util.Arrays;
import java.util.Locale;

/** What is known of channels, in words. */
final class StabilityWords {
    private StabilityWords() {}

    static String place(ChannelScores scores) {
        return scores.site()
                + ", "
                + Figures.count(scores.positions())
                + " positions, first "
                + scores.skippedPositions()
                + " skipped";
    }

    static String reliability(ChannelScores scores) {
        String rank = "reliability " + Figures.value(scores.reliability());
        return scores.reliability() >= ChannelScores.RELIABLE
                ? rank + " between the halves of the text"
                : rank + ": another text would rank channels differently; calibrate on more";
    }

    /** Anchors and dead channels, which only a threshold makes. */
    static String extremes(ChannelScores scores) {
        double[] rates = scores.of(ChannelScore.PERSISTENCE);
        String channels = scores.channelCount() + " channels";
        if (Arrays.stream(rates).allMatch(Double::isNaN)) {
            return channels;
        }
        long anchors = Arrays.stream(rates).filter(r -> r >= ChannelScores.ANCHOR_RATE).count();
        long dead = Arrays.stream(rates).filter(r -> r <= ChannelScores.DEAD_RATE).count();
        return channels
                + ", "
                + anchors
                + (anchors == 1 ? " anchor" : " anchors")
                + ", "
                + dead
                + " dead";
    }

    static String channel(ChannelScores scores, int channel, boolean removed) {
        var words = new StringBuilder("channel " + channel);
        words.append(": \u03bc ").append(Figures.value(scores.mean()[channel]));
        words.append(", \u03c3 ").append(Figures.value(scores.deviation()[channel]));
        for (ChannelScore score : ChannelScore.values()) {
            double value = scores.of(score)[channel];
            if (!Double.isNaN(value)) {
                words.append(", ")
                        .append(score.label().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(Figures.value(value));
            }
        }
        if (removed) {
            words.append(", pruned");
        }
        return words.toString();
    }
}
