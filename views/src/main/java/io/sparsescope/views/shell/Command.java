package io.sparsescope.views.shell;

import java.util.Locale;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the window can do; menus, palette, shortcuts and help are made from these.
 *
 * @param id menu and name, such as {@code edit.undo}
 * @param label the words in a menu
 * @param sentence what it does
 * @param keys its shortcut; null when it has none
 * @param action does it, on the JavaFX thread
 * @param problem why it cannot be done now, as a sentence that says what to do; empty when it can
 */
public record Command(
        String id,
        String label,
        String sentence,
        @Nullable KeyCombination keys,
        Runnable action,
        ObservableValue<String> problem) {
    /**
     * A command that can always be done, whose keys are written as in {@code Shortcut+Shift+A};
     * null for none.
     */
    static Command of(
            String id, String label, String sentence, @Nullable String keys, Runnable action) {
        KeyCombination combination = keys == null ? null : KeyCombination.valueOf(keys);
        return new Command(id, label, sentence, combination, action, new ReadOnlyStringWrapper(""));
    }

    /** The same, which cannot be done while {@code hindrance} is not empty. */
    Command unless(ObservableValue<String> hindrance) {
        return new Command(id, label, sentence, keys, action, hindrance);
    }

    /** Whether it can be done now. */
    public boolean isPossible() {
        return problem.getValue().isEmpty();
    }

    /** Does it where it can be done. */
    void run() {
        if (isPossible()) {
            action.run();
        }
    }

    /** What it does, or why it cannot be done now. */
    String told() {
        return isPossible() ? sentence : problem.getValue();
    }

    /** The menu that the command stands in, such as {@code Edit}. */
    public String menu() {
        String word = id.substring(0, id.indexOf('.'));
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** The shortcut as it is written on keys; empty when there is none. */
    public String keyText() {
        return keys == null ? "" : keys.getDisplayText();
    }

    /** Whether every word of {@code query} occurs in the command's words. */
    public boolean matches(String query) {
        String words = (menu() + " " + label + " " + sentence).toLowerCase(Locale.ROOT);
        for (String word : query.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
            if (!words.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
