package io.sparsescope.app.rehearsal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passes standard error on and finds the stack traces in it, by their first frame. */
final class TraceReader extends OutputStream {
    private static final Pattern FRAME = Pattern.compile("\\s+at .*\\(.*\\)\\s*");
    private static final Pattern THROWN =
            Pattern.compile(
                    "(?:Exception in thread \"[^\"]*\" |Exception: )?((?:[a-z]\\w*\\.)+[A-Z].*)");

    private final OutputStream target;
    private final BiConsumer<String, String> found;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String before = "";
    private boolean inTrace;

    /**
     * A reader that passes on to {@code target}.
     *
     * @param found hears a trace's first line and its first frame
     */
    TraceReader(OutputStream target, BiConsumer<String, String> found) {
        this.target = target;
        this.found = found;
    }

    @Override
    public synchronized void write(int character) throws IOException {
        target.write(character);
        if (character == '\n') {
            look(line.toString(Charset.defaultCharset()));
            line.reset();
        } else {
            line.write(character);
        }
    }

    private void look(String words) {
        boolean frame = FRAME.matcher(words).matches();
        if (frame && !inTrace) {
            Matcher thrown = THROWN.matcher(before);
            found.accept(thrown.matches() ? thrown.group(1) : before, before + "\n" + words);
        }
        inTrace = frame || inTrace && isWithinTrace(words);
        before = words;
    }

    private static boolean isWithinTrace(String words) {
        return words.startsWith("Caused by: ") || words.strip().startsWith("... ");
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }
}
