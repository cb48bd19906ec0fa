package io.sparsescope.engine.chat;

import org.jspecify.annotations.Nullable;

/** An expression of a template; {@link #at()} is its offset there. */
sealed interface TemplateExpression {
    /** Offset in the template. */
    int at();

    /** A string, an integer, true, false or none. */
    record Literal(Object value, int at) implements TemplateExpression {}

    /** A variable. */
    record Name(String name, int at) implements TemplateExpression {}

    /** {@code of.key} or {@code of[key]}. */
    record Item(TemplateExpression of, TemplateExpression key, int at)
            implements TemplateExpression {}

    /** {@code of[from:to]}. */
    record Slice(
            TemplateExpression of,
            @Nullable TemplateExpression from,
            @Nullable TemplateExpression to,
            int at)
            implements TemplateExpression {}

    /** Two operands. */
    record Binary(Operator operator, TemplateExpression left, TemplateExpression right, int at)
            implements TemplateExpression {}

    /** What {@link Binary} does; and and or give one of their operands, as in Python. */
    enum Operator {
        OR,
        AND,
        EQUAL,
        UNEQUAL,
        PLUS,
        CONCATENATE,
        REMAINDER
    }

    /** The opposite. */
    record Not(TemplateExpression of, int at) implements TemplateExpression {}

    /** {@code of is defined}. */
    record IsDefined(TemplateExpression of, int at) implements TemplateExpression {}

    /** {@code of is none}. */
    record IsNone(TemplateExpression of, int at) implements TemplateExpression {}

    /** {@code then if condition else otherwise}. */
    record Conditional(
            TemplateExpression condition,
            TemplateExpression then,
            TemplateExpression otherwise,
            int at)
            implements TemplateExpression {}

    /** {@code of | trim}, which {@code of.strip()} means too. */
    record Trim(TemplateExpression of, int at) implements TemplateExpression {}

    /** {@code raise_exception(message)}. */
    record Raise(TemplateExpression message, int at) implements TemplateExpression {}
}
