package io.sparsescope.app.rehearsal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices every throwable that reaches the log at WARN or above, the end of a thread, or standard
 * error, where JavaFX prints its own.
 *
 * <p>A logged throwable is printed too; each counts once an event.
 */
final class FaultWatch implements AutoCloseable {
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final UncaughtExceptionHandler handlerBefore =
            Thread.getDefaultUncaughtExceptionHandler();
    private final PrintStream errorsBefore = System.err;
    private final ch.qos.logback.classic.Logger root;
    private final LogEar ear = new LogEar();
    private int event;
    private String act = "";

    FaultWatch() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        ear.setContext(context);
        ear.start();
        root.addAppender(ear);
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> add(failure));
        System.setErr(new PrintStream(new TraceReader(errorsBefore, this::add), true));
    }

    /** From now on what is noticed belongs to this event. */
    synchronized void at(int number, String words) {
        event = number;
        act = words;
    }

    /** Something was thrown. */
    void add(Throwable failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        add(failure.toString(), trace.toString());
    }

    private synchronized void add(String words, String trace) {
        if (seen.add(event + " " + words.lines().findFirst().orElse(""))) {
            faults.add(new Fault(event, act, words, trace));
        }
    }

    /** Everything noticed so far, oldest first. */
    synchronized List<Fault> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        root.detachAppender(ear);
        ear.stop();
        System.setErr(errorsBefore);
        Thread.setDefaultUncaughtExceptionHandler(handlerBefore);
    }

    private final class LogEar extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent logged) {
            var thrown = logged.getThrowableProxy();
            if (thrown != null && logged.getLevel().isGreaterOrEqual(Level.WARN)) {
                String message = thrown.getMessage();
                String words = thrown.getClassName() + (message == null ? "" : ": " + message);
                add(
                        words,
                        logged.getFormattedMessage() + "\n" + ThrowableProxyUtil.asString(thrown));
            }
        }
    }
}
