package io.sparsescope.peers;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A program in a child process, which answers line by line:
 *
 * <pre>
 *   (started)                     ready DESCRIPTION
 *   decode VARIANT COUNT ID,ID,.. decoded SECONDS INSIDE ID,ID,..
 *   prefill VARIANT ID,ID,..      read SECONDS INSIDE
 *   (anything that goes wrong)    failed MESSAGE
 * </pre>
 *
 * {@code decode} reads a prompt, which is not counted, takes the likeliest token, and then runs
 * COUNT steps, each of which puts a token in and takes the likeliest one out; it answers with all
 * COUNT + 1 tokens. {@code prefill} ends when the token after the prompt is known. SECONDS are
 * taken inside the child, around the work alone; INSIDE is the part of them that the program's own
 * clock saw, 0 where it has none. The end of the input ends the child.
 */
interface Worker {
    /**
     * What a measurement gave.
     *
     * @param seconds of the counted part
     * @param tokens what was written
     */
    record Decoded(double seconds, int[] tokens) {}

    Decoded decode(String variant, int count, int[] prompt);

    /** Seconds that a prompt took. */
    double prefill(String variant, int[] prompt);

    /**
     * Answers until the input ends.
     *
     * @param description program and versions
     */
    default void serve(String description) throws IOException {
        PrintStream answers = answers();
        answers.println("ready " + description);
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                answers.println(answer(line.split(" ", -1)));
            } catch (RuntimeException failure) {
                failure.printStackTrace();
                answers.println("failed " + failure.toString().replace('\n', ' '));
            }
        }
    }

    /** The real output: {@link #quiet} keeps libraries from writing there. */
    private static PrintStream answers() {
        return new PrintStream(
                new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
    }

    /** Sends to the log what libraries print. */
    static void quiet() {
        System.setOut(System.err);
    }

    private String answer(String[] words) {
        switch (words[0]) {
            case "decode" -> {
                Decoded decoded = decode(words[1], Integer.parseInt(words[2]), ids(words[3]));
                return "decoded " + decoded.seconds + " 0 " + list(decoded.tokens);
            }
            case "prefill" -> {
                return "read " + prefill(words[1], ids(words[2])) + " 0";
            }
            default -> throw new IllegalArgumentException("no command '" + words[0] + "'");
        }
    }

    /** Ids as one word. */
    static String list(int[] ids) {
        return IntStream.of(ids).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    /** What {@link #list} wrote. */
    static int[] ids(String list) {
        return Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
    }
}
