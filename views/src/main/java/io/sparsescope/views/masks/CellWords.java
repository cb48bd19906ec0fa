package io.sparsescope.views.masks;

import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.tokenizer.TokenSequence;
import io.sparsescope.views.panel.Figures;

/** A cell explained in one sentence: value, score, threshold, kept or dropped. */
final class CellWords {
    private CellWords() {}

    static String of(ActivationSlice slice, TokenSequence tokens, int position, int channel) {
        String place =
                "position "
                        + position
                        + " "
                        + Figures.quoted(tokens.tokens().get(position).text())
                        + ", channel "
                        + channel;
        return place
                + ": x = "
                + Figures.value(slice.sparse()[slice.index(position, channel)])
                + ", "
                + verdict(slice, position, channel);
    }

    private static String verdict(ActivationSlice slice, int position, int channel) {
        float threshold = slice.threshold()[position];
        boolean kept = slice.kept()[slice.index(position, channel)];
        if (threshold < 0) {
            return kept
                    ? "kept: this position is dense"
                    : "pruned: this channel is zero at every position";
        }
        return "score "
                + Figures.value(slice.score(position, channel))
                + (kept ? " > " : " \u2264 ")
                + "threshold "
                + Figures.value(threshold)
                + (kept ? ": kept" : ": dropped");
    }
}
