package io.sparsescope.engine.chat;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import java.nio.file.Path;

/**
 * A template's text and where it stands, so that every refusal names line and column.
 *
 * @param file that holds it
 * @param text with {@code \n} at line ends
 */
record TemplateSource(Path file, String text) {
    /** The longest template that is read; published ones have a few thousand characters. */
    static final int LONGEST = 1 << 16;

    /** As Jinja reads a template: one kind of line end, and none at the very end. */
    static TemplateSource of(Path file, String template) {
        if (template.length() > LONGEST) {
            throw new UnsupportedInputException(
                    file,
                    "chat template: has " + template.length() + " characters, over " + LONGEST,
                    "generate without the chat template");
        }
        String text = template.replace("\r\n", "\n").replace('\r', '\n');
        return new TemplateSource(
                file, text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }

    /** White space as Python sees it, which counts spaces that do not break too. */
    static boolean isWhiteSpace(char sign) {
        return Character.isWhitespace(sign) || Character.isSpaceChar(sign) || sign == '\u0085';
    }

    /** Something that Jinja knows and the subset does not. */
    UnsupportedInputException unsupported(int at, String construct) {
        return new UnsupportedInputException(
                file,
                "chat template, " + place(at) + ": " + construct + " is not in the safe subset",
                "generate without the chat template");
    }

    /** Something that Jinja would not accept either. */
    MalformedInputException malformed(int at, String problem) {
        return new MalformedInputException(
                file, "chat template, " + place(at) + ": " + problem, "correct the template");
    }

    /** What the template itself refuses by {@code raise_exception}. */
    UnsupportedInputException refused(int at, String message) {
        return new UnsupportedInputException(
                file,
                "chat template, " + place(at) + ": refuses the conversation: " + message,
                "change the prompt, or generate without the chat template");
    }

    private String place(int at) {
        int offset = Math.min(at, text.length());
        int line = 1;
        int lineStart = 0;
        for (int index = 0; index < offset; index++) {
            if (text.charAt(index) == '\n') {
                line++;
                lineStart = index + 1;
            }
        }
        return "line " + line + ", column " + (offset - lineStart + 1);
    }
}
