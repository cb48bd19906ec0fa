package io.sparsescope.app.rehearsal;

import io.sparsescope.views.session.ErrorLog;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javafx.collections.ListChangeListener;

/**
 * What the window told its user, by kind. A hand that opens unsound files and asks for too much is
 * told so, in a sentence; words that only a programmer understands are a fault.
 */
final class Complaints {
    private static final Pattern UNREADABLE =
            Pattern.compile(
                    "Something went wrong inside|Exception|Error:|^null$|: null\\b|@[0-9a-f]{5}");
    private static final Pattern OF_A_FILE = Pattern.compile("^(/|[A-Z]:).*");

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Consumer<String> unreadable;

    /** Listens to {@code session} on the JavaFX thread; hands over what nobody understands. */
    Complaints(WorkbenchSession session, Consumer<String> unreadable) {
        this.unreadable = unreadable;
        session.errors().entries().addListener(this::heard);
        session.results().failureProperty().addListener((_, _, words) -> hear(words));
    }

    private void heard(ListChangeListener.Change<? extends ErrorLog.Entry> change) {
        while (change.next()) {
            change.getAddedSubList().forEach(entry -> hear(entry.message()));
        }
    }

    private void hear(String words) {
        if (words.isEmpty()) {
            return;
        }
        if (UNREADABLE.matcher(words).find()) {
            unreadable.accept(words);
        } else {
            counts.merge(kind(words), 1, Integer::sum);
        }
    }

    /** A file's own trouble, or the first words of the sentence. */
    static String kind(String words) {
        if (OF_A_FILE.matcher(words).matches()) {
            return "a file";
        }
        String[] parts = words.replaceAll("[\\d,.]+", "N").split("\\s+", 6);
        return String.join(
                " ", java.util.Arrays.asList(parts).subList(0, Math.min(5, parts.length)));
    }

    /** How often each kind was heard. */
    Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }
}
