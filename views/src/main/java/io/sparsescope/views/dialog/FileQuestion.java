package io.sparsescope.views.dialog;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dialog asks for.
 *
 * @param title of the dialog, an order: "Open prompts"
 * @param kinds of files that fit, the usual one first; empty for any
 * @param name offered for a file to be written, null for none
 * @param directory to begin in, null for the one that was chosen from last
 */
public record FileQuestion(
        String title, List<Kind> kinds, @Nullable String name, @Nullable Path directory) {

    /**
     * A kind of files.
     *
     * @param label as a person calls it
     * @param patterns of their names, such as {@code *.csv}
     */
    public record Kind(String label, List<String> patterns) {
        /** Whatever there is. */
        public static final Kind ANY = of("All files", "*");

        /** Files whose names are like any of {@code patterns}. */
        public static Kind of(String label, String... patterns) {
            return new Kind(label, List.copyOf(Arrays.asList(patterns)));
        }
    }

    /** A question for files of {@code kinds}, for any without. */
    public static FileQuestion of(String title, Kind... kinds) {
        return new FileQuestion(title, List.copyOf(Arrays.asList(kinds)), null, null);
    }

    /** The same question with a name offered. */
    public FileQuestion named(String offered) {
        return new FileQuestion(title, kinds, offered, directory);
    }

    /** The same question, beginning in {@code start}. */
    public FileQuestion in(@Nullable Path start) {
        return new FileQuestion(title, kinds, name, start);
    }

    /**
     * {@code chosen} with the ending of its kind, where it has none: not every desktop's dialog
     * adds it.
     *
     * @param kind that the dialog had chosen, null for the first
     */
    Path withEnding(Path chosen, @Nullable Kind kind) {
        Kind meant = kind != null || kinds.isEmpty() ? kind : kinds.getFirst();
        String file = String.valueOf(chosen.getFileName());
        if (meant == null || file.contains(".") || meant.patterns().getFirst().equals("*")) {
            return chosen;
        }
        return chosen.resolveSibling(file + meant.patterns().getFirst().substring(1));
    }
}
