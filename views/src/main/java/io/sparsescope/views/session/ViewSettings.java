package io.sparsescope.views.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import javafx.beans.property.Property;

/**
 * Settings of the window's views that a session keeps, by name: which view is in front, which
 * measure is drawn. They are not undone.
 */
public final class ViewSettings {
    private record Kept<T>(
            Property<T> property, Function<T, String> word, Function<String, Optional<T>> parse) {
        String now() {
            return word.apply(property.getValue());
        }

        void set(String value) {
            parse.apply(value).ifPresent(property::setValue);
        }
    }

    private final Map<String, Kept<?>> kept = new LinkedHashMap<>();
    private final SortedMap<String, String> waiting = new TreeMap<>();

    ViewSettings() {}

    /**
     * Keeps a property from now on. Where one is kept by that name already, as when a view is drawn
     * a second time for a picture, the new one takes its value and is not kept.
     *
     * @param parse of a word; empty for a word that has no meaning, which is then ignored
     */
    public <T> void keep(
            String name,
            Property<T> property,
            Function<T, String> word,
            Function<String, Optional<T>> parse) {
        var entry = new Kept<>(property, word, parse);
        Kept<?> first = kept.putIfAbsent(name, entry);
        String value = first == null ? waiting.remove(name) : first.now();
        if (value != null) {
            entry.set(value);
        }
    }

    /** Keeps a choice of an enumeration. */
    public <E extends Enum<E>> void keep(String name, Property<E> property, Class<E> type) {
        keep(
                name,
                property,
                value -> value == null ? "" : value.name(),
                word -> {
                    for (E choice : type.getEnumConstants()) {
                        if (choice.name().equals(word)) {
                            return Optional.of(choice);
                        }
                    }
                    return Optional.empty();
                });
    }

    /** All settings, by name; what nobody has asked for yet among them. */
    public SortedMap<String, String> values() {
        SortedMap<String, String> values = new TreeMap<>(waiting);
        kept.forEach((name, entry) -> values.put(name, entry.now()));
        return values;
    }

    /** Takes up settings; those that no view has yet wait for one. */
    public void restore(Map<String, String> values) {
        values.forEach((name, value) -> {
            Kept<?> entry = kept.get(name);
            if (entry == null) {
                waiting.put(name, value);
            } else {
                entry.set(value);
            }
        });
    }
}
