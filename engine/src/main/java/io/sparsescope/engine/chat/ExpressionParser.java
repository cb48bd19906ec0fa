package io.sparsescope.engine.chat;

import io.sparsescope.engine.chat.TemplateExpression.Binary;
import io.sparsescope.engine.chat.TemplateExpression.Literal;
import io.sparsescope.engine.chat.TemplateExpression.Operator;
import io.sparsescope.engine.chat.TemplateToken.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions with Jinja's precedence, loosest first: {@code if else}, {@code or}, {@code
 * and}, {@code not}, comparison, {@code +}, {@code ~}, {@code %}, then items, filters and tests.
 */
final class ExpressionParser {
    private static final Set<String> LOOP = Set.of("first", "last", "index", "index0", "length");
    private static final Set<String> KEYWORDS =
            Set.of("if", "else", "or", "and", "not", "in", "is");

    private final TemplateSource source;
    private final TokenReader tokens;
    private final int deepest;
    private int depth;

    ExpressionParser(TemplateSource source, TokenReader tokens, int deepest) {
        this.source = source;
        this.tokens = tokens;
        this.deepest = deepest;
    }

    /** A whole expression. */
    TemplateExpression expression() {
        int at = tokens.peek().at();
        depth++;
        if (depth > deepest) {
            throw source.unsupported(at, "nesting deeper than " + deepest);
        }
        TemplateExpression value = withoutCondition();
        if (tokens.takes(Kind.NAME, "if")) {
            TemplateExpression condition = withoutCondition();
            if (!tokens.takes(Kind.NAME, "else")) {
                throw source.unsupported(at, "'if' without 'else' in an expression");
            }
            value = new TemplateExpression.Conditional(condition, value, expression(), at);
        }
        depth--;
        return value;
    }

    /** An expression that does not end in {@code if else}. */
    TemplateExpression withoutCondition() {
        TemplateExpression left = conjunction();
        while (tokens.peek().is(Kind.NAME, "or")) {
            int at = tokens.next().at();
            left = new Binary(Operator.OR, left, conjunction(), at);
        }
        return left;
    }

    private TemplateExpression conjunction() {
        TemplateExpression left = negation();
        while (tokens.peek().is(Kind.NAME, "and")) {
            int at = tokens.next().at();
            left = new Binary(Operator.AND, left, negation(), at);
        }
        return left;
    }

    private TemplateExpression negation() {
        int count = 0;
        int at = tokens.peek().at();
        while (tokens.takes(Kind.NAME, "not")) {
            count++;
        }
        TemplateExpression value = comparison();
        for (int each = 0; each < count; each++) {
            value = new TemplateExpression.Not(value, at);
        }
        return value;
    }

    private TemplateExpression comparison() {
        TemplateExpression left = sum();
        Operator operator = comparator();
        if (operator == null) {
            return left;
        }
        int at = tokens.next().at();
        TemplateExpression compared = new Binary(operator, left, sum(), at);
        if (comparator() != null) {
            throw source.unsupported(tokens.peek().at(), "a chain of comparisons");
        }
        return compared;
    }

    private @Nullable Operator comparator() {
        TemplateToken next = tokens.peek();
        if (next.is(Kind.OPERATOR, "==")) {
            return Operator.EQUAL;
        }
        if (next.is(Kind.OPERATOR, "!=")) {
            return Operator.UNEQUAL;
        }
        boolean other =
                next.is(Kind.OPERATOR, "<")
                        || next.is(Kind.OPERATOR, ">")
                        || next.is(Kind.NAME, "in")
                        || next.is(Kind.NAME, "not");
        if (other) {
            throw source.unsupported(next.at(), "the comparison " + next.quoted());
        }
        return null;
    }

    private TemplateExpression sum() {
        TemplateExpression left = joined();
        while (tokens.peek().is(Kind.OPERATOR, "+")) {
            int at = tokens.next().at();
            left = new Binary(Operator.PLUS, left, joined(), at);
        }
        if (tokens.peek().is(Kind.OPERATOR, "-")) {
            throw source.unsupported(tokens.peek().at(), "subtraction");
        }
        return left;
    }

    private TemplateExpression joined() {
        TemplateExpression left = remainder();
        while (tokens.peek().is(Kind.OPERATOR, "~")) {
            int at = tokens.next().at();
            left = new Binary(Operator.CONCATENATE, left, remainder(), at);
        }
        return left;
    }

    private TemplateExpression remainder() {
        TemplateExpression left = suffixed();
        while (tokens.peek().is(Kind.OPERATOR, "%")) {
            int at = tokens.next().at();
            left = new Binary(Operator.REMAINDER, left, suffixed(), at);
        }
        if (tokens.peek().is(Kind.OPERATOR, "*") || tokens.peek().is(Kind.OPERATOR, "/")) {
            throw source.unsupported(tokens.peek().at(), "the operator " + tokens.peek().quoted());
        }
        return left;
    }

    private TemplateExpression suffixed() {
        TemplateExpression value = primary();
        while (true) {
            int at = tokens.peek().at();
            if (tokens.takes(Kind.OPERATOR, ".")) {
                value = attribute(value, at);
            } else if (tokens.takes(Kind.OPERATOR, "[")) {
                value = item(value, at);
            } else if (tokens.takes(Kind.OPERATOR, "|")) {
                value = filtered(value, at);
            } else if (tokens.takes(Kind.NAME, "is")) {
                value = tested(value, at);
            } else if (tokens.peek().is(Kind.OPERATOR, "(")) {
                throw source.unsupported(at, "a call");
            } else {
                return value;
            }
        }
    }

    private TemplateExpression attribute(TemplateExpression of, int at) {
        String name = tokens.name("an attribute");
        if (tokens.takes(Kind.OPERATOR, "(")) {
            if (!name.equals("strip") || !tokens.takes(Kind.OPERATOR, ")")) {
                throw source.unsupported(at, "the method call ." + name + "(\u2026)");
            }
            return new TemplateExpression.Trim(of, at);
        }
        boolean loop = of instanceof TemplateExpression.Name variable && isLoop(variable);
        if (loop && !LOOP.contains(name)) {
            throw source.unsupported(at, "loop." + name);
        }
        return new TemplateExpression.Item(of, new Literal(name, at), at);
    }

    private static boolean isLoop(TemplateExpression.Name variable) {
        return variable.name().equals("loop");
    }

    private TemplateExpression item(TemplateExpression of, int at) {
        TemplateExpression from = tokens.peek().is(Kind.OPERATOR, ":") ? null : expression();
        if (!tokens.takes(Kind.OPERATOR, ":")) {
            tokens.expect(Kind.OPERATOR, "]");
            if (from == null) {
                throw source.malformed(at, "an item without a key");
            }
            return new TemplateExpression.Item(of, from, at);
        }
        boolean open = tokens.peek().is(Kind.OPERATOR, "]") || tokens.peek().is(Kind.OPERATOR, ":");
        TemplateExpression to = open ? null : expression();
        if (tokens.peek().is(Kind.OPERATOR, ":")) {
            throw source.unsupported(tokens.peek().at(), "a slice with a step");
        }
        tokens.expect(Kind.OPERATOR, "]");
        return new TemplateExpression.Slice(of, from, to, at);
    }

    private TemplateExpression filtered(TemplateExpression of, int at) {
        String filter = tokens.name("a filter");
        if (!filter.equals("trim") || tokens.peek().is(Kind.OPERATOR, "(")) {
            throw source.unsupported(at, "the filter '" + filter + "'");
        }
        return new TemplateExpression.Trim(of, at);
    }

    private TemplateExpression tested(TemplateExpression of, int at) {
        boolean negated = tokens.takes(Kind.NAME, "not");
        String test = tokens.name("a test");
        TemplateExpression result =
                switch (test) {
                    case "defined" -> new TemplateExpression.IsDefined(of, at);
                    case "none" -> new TemplateExpression.IsNone(of, at);
                    default -> throw source.unsupported(at, "the test 'is " + test + "'");
                };
        return negated ? new TemplateExpression.Not(result, at) : result;
    }

    private TemplateExpression primary() {
        TemplateToken token = tokens.next();
        return switch (token.kind()) {
            case STRING -> new Literal(token.text(), token.at());
            case INTEGER -> integer(token, 1);
            case NAME -> named(token);
            default -> bracketed(token);
        };
    }

    private TemplateExpression bracketed(TemplateToken token) {
        if (token.is(Kind.OPERATOR, "-") && tokens.peek().kind() == Kind.INTEGER) {
            return integer(tokens.next(), -1);
        }
        if (token.is(Kind.OPERATOR, "(")) {
            TemplateExpression inner = expression();
            if (tokens.peek().is(Kind.OPERATOR, ",")) {
                throw source.unsupported(tokens.peek().at(), "a tuple");
            }
            tokens.expect(Kind.OPERATOR, ")");
            return inner;
        }
        if (token.is(Kind.OPERATOR, "[") || token.is(Kind.OPERATOR, "{")) {
            throw source.unsupported(token.at(), "a list or dictionary in the template");
        }
        throw source.malformed(token.at(), token.quoted() + " stands where a value should");
    }

    private TemplateExpression integer(TemplateToken token, int sign) {
        if (token.text().length() > 9) {
            throw source.unsupported(token.at(), "the number " + token.text());
        }
        return new Literal(sign * Long.parseLong(token.text()), token.at());
    }

    private TemplateExpression named(TemplateToken token) {
        return switch (token.text()) {
            case "true", "True" -> new Literal(true, token.at());
            case "false", "False" -> new Literal(false, token.at());
            case "none", "None" -> new Literal(TemplateValue.NONE, token.at());
            case "raise_exception" -> raise(token);
            default -> {
                if (KEYWORDS.contains(token.text())) {
                    throw source.malformed(
                            token.at(), token.quoted() + " stands where a value should");
                }
                if (tokens.peek().is(Kind.OPERATOR, "(")) {
                    throw source.unsupported(token.at(), "the function " + token.quoted());
                }
                yield new TemplateExpression.Name(token.text(), token.at());
            }
        };
    }

    private TemplateExpression raise(TemplateToken token) {
        tokens.expect(Kind.OPERATOR, "(");
        TemplateExpression message = expression();
        tokens.expect(Kind.OPERATOR, ")");
        return new TemplateExpression.Raise(message, token.at());
    }
}
