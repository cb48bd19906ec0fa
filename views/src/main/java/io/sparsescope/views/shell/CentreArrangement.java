package io.sparsescope.views.shell;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * Which of the views that share the middle of the window are seen there, and which of them is in
 * front: the one that is exported and that a tab is marked for. The front view is always seen, and
 * at least one is.
 */
final class CentreArrangement {
    private final ObjectProperty<ViewName> front = new SimpleObjectProperty<>(ViewName.MASKS);
    private final ObjectProperty<List<ViewName>> seen =
            new SimpleObjectProperty<>(List.of(ViewName.MASKS));

    /** One view alone at first. */
    CentreArrangement() {
        front.addListener((_, _, now) -> {
            if (!seen.get().contains(now)) {
                seen.set(List.of(now));
            }
        });
        seen.addListener((_, _, now) -> {
            if (!now.contains(front.get())) {
                front.set(now.getFirst());
            }
        });
    }

    /** The view in front; one that is not seen yet takes the place of all others. */
    ObjectProperty<ViewName> frontProperty() {
        return front;
    }

    /** The views that are seen, in the order of their tabs; never empty. */
    ObjectProperty<List<ViewName>> seenProperty() {
        return seen;
    }

    /** Shows {@code view} and no other. */
    void showAlone(ViewName view) {
        seen.set(List.of(view));
    }

    /** Shows all views. */
    void showAll() {
        seen.set(List.copyOf(CentreViews.TABS.keySet()));
    }

    /** Shows {@code view} beside the others, in front; or takes it away, unless it is the last. */
    void toggleBeside(ViewName view) {
        Set<ViewName> next = EnumSet.copyOf(seen.get());
        if (next.add(view)) {
            seen.set(List.copyOf(next));
            front.set(view);
        } else if (next.size() > 1) {
            next.remove(view);
            seen.set(List.copyOf(next));
        }
    }

    /** Views as one word, such as {@code masks+stability}. */
    static String word(List<ViewName> views) {
        return views.stream().map(ViewName::cliName).collect(Collectors.joining("+"));
    }

    /** What {@link #word} wrote; empty where a part of it names no view of the middle. */
    static Optional<List<ViewName>> parse(String word) {
        List<String> names = Arrays.asList(word.toLowerCase(Locale.ROOT).split("\\+", -1));
        List<ViewName> views =
                CentreViews.TABS.keySet().stream()
                        .filter(view -> names.contains(view.cliName()))
                        .toList();
        return views.size() == names.size() ? Optional.of(views) : Optional.empty();
    }
}
