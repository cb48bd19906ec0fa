package io.sparsescope.engine.table;

import java.util.List;

/**
 * One way along which the values of a table are counted, from 0.
 *
 * @param name such as {@code layer}
 * @param length places on it
 * @param numbered whether lines of text say the place's number; else the labels tell it
 * @param labels what stands at every place, [place]
 */
public record Axis(String name, int length, boolean numbered, List<Column> labels) {
    public Axis {
        labels = List.copyOf(labels);
        for (Column label : labels) {
            if (label.values().length() != length) {
                throw new IllegalArgumentException(
                        label.name()
                                + " has "
                                + label.values().length()
                                + " places, "
                                + name
                                + " has "
                                + length);
            }
        }
    }

    /** Places that are told by their numbers, with what stands there. */
    public static Axis numbered(String name, int length, Column... labels) {
        return new Axis(name, length, true, List.of(labels));
    }

    /** Places that are told by the words that stand there. */
    public static Axis named(String name, String meaning, String... words) {
        var label = new Column(name, meaning, new Values.Texts(words));
        return new Axis(name, words.length, false, List.of(label));
    }

    /** Rows whose number means nothing. */
    static Axis rows(int count) {
        return new Axis("row", count, false, List.of());
    }
}
