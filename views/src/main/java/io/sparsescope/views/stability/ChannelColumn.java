package io.sparsescope.views.stability;

import io.sparsescope.engine.observation.ChannelScore;
import io.sparsescope.engine.table.RowColumns;
import io.sparsescope.views.panel.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One figure of each channel.
 *
 * @param title the words over the column
 * @param sentence what the figure is
 * @param kind how it is written
 * @param figure the figure of a channel
 */
record ChannelColumn(String title, String sentence, Kind kind, Figure figure) {
    private static final double SMALL = 0.01;

    /** How a figure is written. */
    enum Kind {
        WHOLE,
        REAL,
        /** 1 for yes, 0 for no. */
        MARK
    }

    /** Reads a figure. */
    interface Figure {
        double of(ChannelTable table, int channel);
    }

    /** The figure that tables are ordered by first. */
    static final ChannelColumn RANK =
            new ChannelColumn(
                    "Rank",
                    "place among all channels by the chosen score, the largest first",
                    Kind.WHOLE,
                    (table, channel) -> table.ranks()[channel]);

    static final ChannelColumn CHANNEL =
            new ChannelColumn(
                    "Channel", "as the model numbers it", Kind.WHOLE, (_, channel) -> channel);

    /** All columns, in order. */
    static final List<ChannelColumn> ALL = all();

    private static List<ChannelColumn> all() {
        List<ChannelColumn> columns = new ArrayList<>(List.of(RANK, CHANNEL));
        columns.add(
                new ChannelColumn(
                        "Pruned",
                        "whether the shown pruning takes the channel out",
                        Kind.MARK,
                        (table, channel) -> table.removed().get(channel) ? 1 : 0));
        columns.add(
                real(
                        "Mean",
                        "\u03bc, mean of x over the calibration text",
                        (table, channel) -> table.scores().mean()[channel]));
        columns.add(
                real(
                        "Deviation",
                        "\u03c3, standard deviation of x over the calibration text",
                        (table, channel) -> table.scores().deviation()[channel]));
        for (ChannelScore score : ChannelScore.values()) {
            columns.add(
                    real(
                            score.label(),
                            explained(score),
                            (table, channel) -> table.scores().of(score)[channel]));
        }
        return List.copyOf(columns);
    }

    private static ChannelColumn real(String title, String sentence, Figure figure) {
        return new ChannelColumn(title, sentence, Kind.REAL, figure);
    }

    /** Formula and meaning of a score. */
    static String explained(ChannelScore score) {
        return score.formula() + "\n" + score.sentence();
    }

    /** The figure as it is shown; a dash where there is none. */
    String words(ChannelTable table, int channel) {
        double value = figure.of(table, channel);
        if (Double.isNaN(value)) {
            return "\u2013";
        }
        return switch (kind) {
            case WHOLE -> Integer.toString((int) value);
            case REAL -> real(value);
            case MARK -> value == 1 ? "pruned" : "";
        };
    }

    /** Small figures keep three digits too: they are what channels are told apart by. */
    private static String real(double value) {
        boolean small = value != 0 && Math.abs(value) < SMALL;
        return small
                ? String.format(Locale.ROOT, "%.2e", value).replace('-', '\u2212')
                : Figures.value(value);
    }

    /** The figure in full, with a decimal point; nothing where there is none. */
    String exact(ChannelTable table, int channel) {
        double value = figure.of(table, channel);
        if (Double.isNaN(value)) {
            return "";
        }
        return kind == Kind.REAL ? Double.toString(value) : Integer.toString((int) value);
    }

    /** Adds the figure of every channel to a table for files. */
    void addTo(RowColumns<Integer> columns, ChannelTable table) {
        String name = title.toLowerCase(Locale.ROOT).replace(' ', '_');
        String meaning = sentence.replace('\n', ' ');
        switch (kind) {
            case WHOLE -> columns.whole(name, meaning, channel -> (long) figure.of(table, channel));
            case REAL -> columns.real(name, "", meaning, channel -> figure.of(table, channel));
            case MARK -> columns.flag(name, meaning, channel -> figure.of(table, channel) == 1);
        }
    }
}
