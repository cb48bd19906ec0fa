package io.sparsescope.peers;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A program in a child process that answers as {@link Worker} says. What it writes elsewhere goes
 * to a log. It ends with this one, whatever happens to this one: its input ends then.
 */
final class Peer implements AutoCloseable {
    /** A slow program reads 512 tokens of a large model in a minute or two. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int LOG_LINES = 12;

    private final Program program;
    private final Path log;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter questions;
    private final Thread atExit;
    private final String description;

    private Peer(Program program, Process process, Path log) {
        this.program = program;
        this.process = process;
        this.log = log;
        this.answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.questions =
                new BufferedWriter(
                        new OutputStreamWriter(
                                process.getOutputStream(), StandardCharsets.US_ASCII));
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            this.description = answer("ready");
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /**
     * Starts a program and waits until it is ready.
     *
     * @param directory where it runs
     * @param log what it prints besides answers
     * @throws PeerException when it does not start
     */
    static Peer start(Program program, List<String> command, Path directory, Path log) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectError(log.toFile())
                            .start();
            return new Peer(program, process, log);
        } catch (IOException failure) {
            throw new PeerException(
                    program.label() + " does not start: " + failure.getMessage(), failure);
        }
    }

    /** What it says of itself and its version. */
    String description() {
        return description;
    }

    /**
     * What a measurement gave.
     *
     * @param seconds of the counted part
     * @param insideSeconds the part of them that the program's own clock saw; 0 where it has none
     * @param tokens what was written; none of a prefill
     */
    record Answer(double seconds, double insideSeconds, int[] tokens) {}

    Answer decode(Variant variant, int count, int[] prompt) {
        ask("decode " + variant.word() + " " + count + " " + Worker.list(prompt));
        String[] words = answer("decoded").split(" ", -1);
        return new Answer(
                Double.parseDouble(words[0]), Double.parseDouble(words[1]), Worker.ids(words[2]));
    }

    Answer prefill(Variant variant, int[] prompt) {
        ask("prefill " + variant.word() + " " + Worker.list(prompt));
        String[] words = answer("read").split(" ", -1);
        return new Answer(Double.parseDouble(words[0]), Double.parseDouble(words[1]), new int[0]);
    }

    /** Processor time that it has used so far. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void ask(String question) {
        try {
            questions.write(question);
            questions.newLine();
            questions.flush();
        } catch (IOException failure) {
            throw failed("ended", failure);
        }
    }

    private String answer(String expected) {
        String line = line();
        if (line == null) {
            throw failed("ended", null);
        }
        if (!line.startsWith(expected + " ")) {
            throw failed("says '" + line + "'", null);
        }
        return line.substring(expected.length() + 1);
    }

    private @Nullable String line() {
        CompletableFuture<@Nullable String> line = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        line.complete(answers.readLine());
                    } catch (IOException failure) {
                        line.completeExceptionally(failure);
                    }
                });
        try {
            return line.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException failure) {
            throw failed("has not answered for " + PATIENCE.toMinutes() + " minutes", failure);
        } catch (ExecutionException failure) {
            throw failed("ended", failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted", failure);
        }
    }

    private PeerException failed(String what, @Nullable Exception cause) {
        String message =
                program.label()
                        + " "
                        + what
                        + "; its log is "
                        + log
                        + ", which ends so:\n"
                        + tail();
        return cause == null ? new PeerException(message) : new PeerException(message, cause);
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException failure) {
            return "(it cannot be read: " + failure.getMessage() + ")";
        }
    }

    /** Ends it, kindly at first. */
    @Override
    public void close() {
        try {
            questions.close();
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException _) {
            // it has ended already
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            // this program ends just now, and the hook with it
        }
    }
}
