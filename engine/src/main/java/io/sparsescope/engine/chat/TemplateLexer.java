package io.sparsescope.engine.chat;

import io.sparsescope.engine.chat.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into tokens, with the white space that transformers' Jinja environment leaves:
 * {@code trim_blocks} takes the line end behind a block or comment, {@code lstrip_blocks} the
 * blanks before one that begins its line, {@code -} at a tag's edge all white space there, and
 * {@code +} keeps it.
 */
final class TemplateLexer {
    /** Parts of a tag at most, which bounds how deep an expression can be nested. */
    private static final int LONGEST_TAG = 500;

    private static final String OPERATORS = "[]().,:|+-~%=<>*/{}!";

    private final TemplateSource source;
    private final String text;
    private final List<TemplateToken> tokens = new ArrayList<>();
    private int at;

    private TemplateLexer(TemplateSource source) {
        this.source = source;
        this.text = source.text();
    }

    /** All tokens; the last is {@link Kind#END}. */
    static List<TemplateToken> tokens(TemplateSource source) {
        TemplateLexer lexer = new TemplateLexer(source);
        while (lexer.at < lexer.text.length()) {
            lexer.textAndTag();
        }
        lexer.add(Kind.END, "", lexer.at);
        return lexer.tokens;
    }

    private void add(Kind kind, String content, int place) {
        tokens.add(new TemplateToken(kind, content, place));
    }

    private void textAndTag() {
        int begin = nextTag(at);
        int textEnd = begin;
        if (begin < text.length()) {
            char sign = begin + 2 < text.length() ? text.charAt(begin + 2) : ' ';
            if (sign == '-') {
                textEnd = withoutWhiteSpace(begin);
            } else if (text.charAt(begin + 1) != '{' && sign != '+') {
                textEnd = withoutIndent(begin);
            }
        }
        if (textEnd > at) {
            add(Kind.TEXT, text.substring(at, textEnd), at);
        }
        at = begin;
        if (begin < text.length()) {
            tag();
        }
    }

    private int nextTag(int from) {
        for (int index = from; index + 1 < text.length(); index++) {
            if (text.charAt(index) == '{' && "{%#".indexOf(text.charAt(index + 1)) >= 0) {
                return index;
            }
        }
        return text.length();
    }

    private int withoutWhiteSpace(int end) {
        int index = end;
        while (index > at && TemplateSource.isWhiteSpace(text.charAt(index - 1))) {
            index--;
        }
        return index;
    }

    /** Where the blanks before a tag begin when nothing else stands before it on its line. */
    private int withoutIndent(int end) {
        int index = end;
        while (index > at
                && text.charAt(index - 1) != '\n'
                && TemplateSource.isWhiteSpace(text.charAt(index - 1))) {
            index--;
        }
        boolean lineStart = index == 0 || text.charAt(index - 1) == '\n';
        return lineStart ? index : end;
    }

    private void tag() {
        int begin = at;
        char kind = text.charAt(at + 1);
        at += 2;
        if (at < text.length() && "-+".indexOf(text.charAt(at)) >= 0 && kind != '{'
                || at < text.length() && text.charAt(at) == '-') {
            at++;
        }
        if (kind == '#') {
            comment(begin);
            return;
        }
        boolean output = kind == '{';
        add(output ? Kind.OUTPUT_BEGIN : Kind.BLOCK_BEGIN, text.substring(begin, at), begin);
        String end = output ? "}}" : "%}";
        int first = tokens.size();
        while (!atEnd(end)) {
            if (at >= text.length()) {
                throw source.malformed(begin, "the tag is not closed by '" + end + "'");
            }
            inside();
            if (tokens.size() - first > LONGEST_TAG) {
                throw source.unsupported(begin, "a tag of more than " + LONGEST_TAG + " parts");
            }
        }
        int place = at;
        close(end);
        add(output ? Kind.OUTPUT_END : Kind.BLOCK_END, end, place);
    }

    private void comment(int begin) {
        int close = text.indexOf("#}", at);
        if (close < 0) {
            throw source.malformed(begin, "the comment is not closed by '#}'");
        }
        boolean signed = close > at && "-+".indexOf(text.charAt(close - 1)) >= 0;
        at = signed ? close - 1 : close;
        close("#}");
    }

    private boolean atEnd(String end) {
        return text.startsWith(end, at)
                || text.startsWith("-" + end, at)
                || !end.equals("}}") && text.startsWith("+" + end, at);
    }

    private void close(String end) {
        char sign = text.charAt(at);
        at += text.startsWith(end, at) ? end.length() : end.length() + 1;
        if (sign == '-') {
            skipWhiteSpace();
        } else if (sign != '+' && !end.equals("}}") && text.startsWith("\n", at)) {
            at++;
        }
    }

    private void skipWhiteSpace() {
        while (at < text.length() && TemplateSource.isWhiteSpace(text.charAt(at))) {
            at++;
        }
    }

    private void inside() {
        char next = text.charAt(at);
        int begin = at;
        if (TemplateSource.isWhiteSpace(next)) {
            skipWhiteSpace();
        } else if (next == '\'' || next == '"') {
            string(next);
        } else if (isWord(next)) {
            while (at < text.length() && isWord(text.charAt(at))) {
                at++;
            }
            String word = text.substring(begin, at);
            boolean number = word.chars().allMatch(sign -> sign >= '0' && sign <= '9');
            if (!number && Character.isDigit(next)) {
                throw source.unsupported(begin, "the number " + word);
            }
            add(number ? Kind.INTEGER : Kind.NAME, word, begin);
        } else if (OPERATORS.indexOf(next) >= 0) {
            int length = text.startsWith("==", at) || text.startsWith("!=", at) ? 2 : 1;
            at += length;
            add(Kind.OPERATOR, text.substring(begin, at), begin);
        } else {
            throw source.unsupported(begin, "'" + next + "'");
        }
    }

    private static boolean isWord(char sign) {
        return sign == '_'
                || sign >= 'a' && sign <= 'z'
                || sign >= 'A' && sign <= 'Z'
                || sign >= '0' && sign <= '9';
    }

    private void string(char quote) {
        int begin = at;
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\') {
                escape(content);
            } else {
                content.append(text.charAt(at));
                at++;
            }
        }
        if (at >= text.length()) {
            throw source.malformed(begin, "the string is not closed");
        }
        at++;
        add(Kind.STRING, content.toString(), begin);
    }

    private void escape(StringBuilder content) {
        char sign = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        switch (sign) {
            case 'n' -> content.append('\n');
            case 't' -> content.append('\t');
            case 'r' -> content.append('\r');
            case '\\', '\'', '"' -> content.append(sign);
            default -> throw source.unsupported(at, "the escape '\\" + sign + "'");
        }
        at += 2;
    }
}
