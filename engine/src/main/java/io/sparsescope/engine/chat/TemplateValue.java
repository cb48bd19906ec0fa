package io.sparsescope.engine.chat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values in a template, with Python's notions of truth, equality and text. They are {@link String},
 * {@link Long}, {@link Boolean}, {@link List}, {@link Map} and these two.
 */
enum TemplateValue {
    /** Python's None. */
    NONE,
    /** What a name stands for that nobody gave a value. */
    UNDEFINED;

    /** Whether a value counts as true. */
    static boolean holds(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case Long number -> number != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> false;
        };
    }

    /** Whether two values are equal; true is 1. */
    static boolean equal(Object left, Object right) {
        return number(left).equals(number(right));
    }

    private static Object number(Object value) {
        return value instanceof Boolean truth ? (Object) (truth ? 1L : 0L) : value;
    }

    /** A value as text; null for lists and dictionaries, whose text is Python's own. */
    static @Nullable String text(Object value) {
        return switch (value) {
            case String text -> text;
            case Long number -> number.toString();
            case Boolean truth -> truth ? "True" : "False";
            case TemplateValue none -> none == NONE ? "None" : "";
            default -> null;
        };
    }
}
