package io.sparsescope.engine.chat;

import io.sparsescope.engine.chat.TemplateExpression.Binary;
import io.sparsescope.engine.chat.TemplateExpression.Operator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What expressions of a template are worth. */
final class ExpressionValues {
    /** Of all texts together that one rendering makes on its way. */
    private static final long MOST_CHARACTERS = 1 << 24;

    private final TemplateSource source;
    private final Function<String, Object> variables;
    private long charactersLeft = MOST_CHARACTERS;

    /**
     * Creates it.
     *
     * @param variables gives the value of a name; {@link TemplateValue#UNDEFINED} for none
     */
    ExpressionValues(TemplateSource source, Function<String, Object> variables) {
        this.source = source;
        this.variables = variables;
    }

    /** An expression's value. */
    Object of(TemplateExpression expression) {
        return switch (expression) {
            case TemplateExpression.Literal literal -> literal.value();
            case TemplateExpression.Name name -> variables.apply(name.name());
            case TemplateExpression.Item item -> item(item);
            case TemplateExpression.Slice slice -> slice(slice);
            case Binary binary -> binary(binary);
            case TemplateExpression.Not not -> !TemplateValue.holds(of(not.of()));
            case TemplateExpression.IsDefined test -> of(test.of()) != TemplateValue.UNDEFINED;
            case TemplateExpression.IsNone test -> of(test.of()) == TemplateValue.NONE;
            case TemplateExpression.Conditional choice ->
                    TemplateValue.holds(of(choice.condition()))
                            ? of(choice.then())
                            : of(choice.otherwise());
            case TemplateExpression.Trim trim -> trimmed(trim);
            case TemplateExpression.Raise raise ->
                    throw source.refused(raise.at(), text(raise.message()));
        };
    }

    /** An expression's value as text. */
    String text(TemplateExpression expression) {
        String text = TemplateValue.text(of(expression));
        if (text == null) {
            throw source.unsupported(expression.at(), "a list or dictionary as text");
        }
        return text;
    }

    private String trimmed(TemplateExpression.Trim trim) {
        String text = text(trim.of());
        spend(text.length(), trim.at());
        int from = 0;
        int to = text.length();
        while (from < to && TemplateSource.isWhiteSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && TemplateSource.isWhiteSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private Object item(TemplateExpression.Item item) {
        Object of = of(item.of());
        Object key = of(item.key());
        Object found =
                switch (of) {
                    case Map<?, ?> map -> map.get(key);
                    case List<?> list when key instanceof Long index -> element(list, index);
                    case TemplateValue nothing ->
                            throw source.malformed(
                                    item.at(), "an item of something that is " + word(nothing));
                    default -> throw source.unsupported(item.at(), "an item of a text or number");
                };
        return found == null ? TemplateValue.UNDEFINED : found;
    }

    private static String word(TemplateValue nothing) {
        return nothing == TemplateValue.NONE ? "none" : "undefined";
    }

    private static @Nullable Object element(List<?> list, long index) {
        long place = index < 0 ? index + list.size() : index;
        return place >= 0 && place < list.size() ? list.get((int) place) : null;
    }

    private Object slice(TemplateExpression.Slice slice) {
        if (!(of(slice.of()) instanceof List<?> list)) {
            throw source.unsupported(slice.at(), "a slice of anything but messages");
        }
        int from = bound(slice.from(), 0, list.size());
        int to = bound(slice.to(), list.size(), list.size());
        return from < to ? list.subList(from, to) : List.of();
    }

    private int bound(@Nullable TemplateExpression expression, int absent, int size) {
        if (expression == null) {
            return absent;
        }
        if (!(of(expression) instanceof Long bound)) {
            throw source.malformed(expression.at(), "a bound of a slice that is no integer");
        }
        long place = bound < 0 ? bound + size : bound;
        return (int) Math.clamp(place, 0, size);
    }

    private Object binary(Binary binary) {
        return switch (binary.operator()) {
            case OR -> {
                Object left = of(binary.left());
                yield TemplateValue.holds(left) ? left : of(binary.right());
            }
            case AND -> {
                Object left = of(binary.left());
                yield TemplateValue.holds(left) ? of(binary.right()) : left;
            }
            case EQUAL -> TemplateValue.equal(of(binary.left()), of(binary.right()));
            case UNEQUAL -> !TemplateValue.equal(of(binary.left()), of(binary.right()));
            case CONCATENATE -> joined(text(binary.left()), text(binary.right()), binary.at());
            case PLUS, REMAINDER -> arithmetic(binary, of(binary.left()), of(binary.right()));
        };
    }

    private Object arithmetic(Binary binary, Object left, Object right) {
        boolean plus = binary.operator() == Operator.PLUS;
        if (plus && left instanceof String start && right instanceof String end) {
            return joined(start, end, binary.at());
        }
        if (left instanceof Long first && right instanceof Long second && (plus || second != 0)) {
            return plus ? first + second : (Object) Math.floorMod(first, second);
        }
        throw source.malformed(
                binary.at(), "'" + (plus ? "+" : "%") + "' of values that do not go together");
    }

    private String joined(String start, String end, int at) {
        spend(start.length() + end.length(), at);
        return start + end;
    }

    /** Counts the characters of a text in between. */
    private void spend(int length, int at) {
        charactersLeft -= length;
        if (charactersLeft < 0) {
            throw source.unsupported(at, "work on more than " + MOST_CHARACTERS + " characters");
        }
    }
}
