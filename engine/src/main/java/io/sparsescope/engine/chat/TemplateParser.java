package io.sparsescope.engine.chat;

import io.sparsescope.engine.chat.TemplateNode.Branch;
import io.sparsescope.engine.chat.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the statements of a template: text, output, {@code if}, {@code for} and {@code set}. */
final class TemplateParser {
    /** Deepest nesting; published templates have four or five. */
    private static final int DEEPEST = 50;

    private static final Set<String> ENDS = Set.of("elif", "else", "endif", "endfor");

    private final TemplateSource source;
    private final TokenReader tokens;
    private final ExpressionParser expressions;
    private int depth;

    private TemplateParser(TemplateSource source) {
        this.source = source;
        this.tokens = new TokenReader(source, TemplateLexer.tokens(source));
        this.expressions = new ExpressionParser(source, tokens, DEEPEST);
    }

    /**
     * Reads a template.
     *
     * @throws io.sparsescope.engine.format.BadInputException when it is unsound or leaves the
     *     subset
     */
    static List<TemplateNode> parse(TemplateSource source) {
        TemplateParser parser = new TemplateParser(source);
        List<TemplateNode> nodes = parser.body();
        TemplateToken rest = parser.tokens.peek();
        if (rest.kind() != Kind.END) {
            throw source.malformed(
                    rest.at(), "'" + parser.tokens.peekSecond().text() + "' ends nothing");
        }
        return nodes;
    }

    /** Everything up to the end of the template or to a statement that ends a body. */
    private List<TemplateNode> body() {
        depth++;
        if (depth > DEEPEST) {
            throw source.unsupported(tokens.peek().at(), "nesting deeper than " + DEEPEST);
        }
        List<TemplateNode> nodes = new ArrayList<>();
        while (tokens.peek().kind() != Kind.END && !atBodyEnd()) {
            nodes.add(node());
        }
        depth--;
        return nodes;
    }

    private boolean atBodyEnd() {
        return tokens.peek().kind() == Kind.BLOCK_BEGIN
                && tokens.peekSecond().kind() == Kind.NAME
                && ENDS.contains(tokens.peekSecond().text());
    }

    private TemplateNode node() {
        TemplateToken token = tokens.next();
        return switch (token.kind()) {
            case TEXT -> new TemplateNode.Text(token.text());
            case OUTPUT_BEGIN -> {
                TemplateExpression value = expressions.expression();
                tokens.expect(Kind.OUTPUT_END, "}}");
                yield new TemplateNode.Output(value);
            }
            default -> statement(); // a block: the lexer gives nothing else between tags
        };
    }

    private TemplateNode statement() {
        TemplateToken word = tokens.next();
        return switch (word.text()) {
            case "if" -> branches();
            case "for" -> loop();
            case "set" -> assignment();
            default -> throw source.unsupported(word.at(), "the statement " + word.quoted());
        };
    }

    private TemplateNode branches() {
        List<Branch> branches = new ArrayList<>();
        branches.add(conditional());
        while (true) {
            tokens.expect(Kind.BLOCK_BEGIN, "{%");
            TemplateToken word = tokens.next();
            switch (word.text()) {
                case "elif" -> branches.add(conditional());
                case "else" -> {
                    tokens.expect(Kind.BLOCK_END, "%}");
                    branches.add(new Branch(null, body()));
                    end("endif");
                    return new TemplateNode.If(branches);
                }
                case "endif" -> {
                    tokens.expect(Kind.BLOCK_END, "%}");
                    return new TemplateNode.If(branches);
                }
                default ->
                        throw source.malformed(
                                word.at(), word.quoted() + " stands where 'endif' should");
            }
        }
    }

    private Branch conditional() {
        TemplateExpression condition = expressions.expression();
        tokens.expect(Kind.BLOCK_END, "%}");
        return new Branch(condition, body());
    }

    private TemplateNode loop() {
        String variable = tokens.name("a loop variable");
        if (tokens.peek().is(Kind.OPERATOR, ",")) {
            throw source.unsupported(tokens.peek().at(), "a loop over several variables");
        }
        tokens.expect(Kind.NAME, "in");
        TemplateExpression list = expressions.withoutCondition();
        if (tokens.peek().kind() == Kind.NAME) {
            throw source.unsupported(
                    tokens.peek().at(), tokens.peek().quoted() + " in a for statement");
        }
        tokens.expect(Kind.BLOCK_END, "%}");
        List<TemplateNode> body = body();
        if (tokens.peekSecond().is(Kind.NAME, "else")) {
            throw source.unsupported(tokens.peekSecond().at(), "'else' of a for statement");
        }
        end("endfor");
        return new TemplateNode.For(variable, list, body);
    }

    private TemplateNode assignment() {
        String variable = tokens.name("a variable");
        TemplateToken next = tokens.peek();
        if (!next.is(Kind.OPERATOR, "=")) {
            throw source.unsupported(
                    next.at(), "'set' of anything but one simple variable, at " + next.quoted());
        }
        tokens.next();
        TemplateExpression value = expressions.expression();
        tokens.expect(Kind.BLOCK_END, "%}");
        return new TemplateNode.Set(variable, value);
    }

    private void end(String word) {
        tokens.expect(Kind.BLOCK_BEGIN, "{%");
        tokens.expect(Kind.NAME, word);
        tokens.expect(Kind.BLOCK_END, "%}");
    }
}
