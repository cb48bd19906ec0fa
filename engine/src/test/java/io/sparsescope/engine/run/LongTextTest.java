package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.tokenizer.LongText;
import io.sparsescope.engine.tokenizer.StreamedWindows;
import io.sparsescope.engine.tokenizer.WindowCount;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A text of 10 MB is evaluated in the memory that one of 1 MB takes, and its progress is even.
 * Words are long, so that 10 MB are no more than fifty thousand tokens.
 */
class LongTextTest {
    private static final int WORD_LENGTH = 199;
    private static final int WINDOW = 24;
    private static final int MEGABYTE = 1_000_000;

    /** What a tenth of the text would take as characters alone. */
    private static final long TOLERANCE = MEGABYTE;

    @TempDir private Path directory;

    /** The word model with its words drawn out. */
    private Network network() throws IOException {
        Path model = WordModel.write(directory.resolve("model"));
        Path tokenizer = model.resolve("tokenizer.json");
        String text = Files.readString(tokenizer);
        Files.writeString(tokenizer, text.replaceAll("\"w(\\d+)\"", "\"" + word("$1") + "\""));
        return Network.open(model);
    }

    private static String word(String number) {
        return "w".repeat(WORD_LENGTH - 3) + number;
    }

    private LongText text(int bytes) throws IOException {
        Path file = directory.resolve(bytes + ".txt");
        Random random = new Random(3);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int written = 0; written < bytes; ) {
                String next = word(String.valueOf(random.nextInt(320))) + " ";
                // Letters on both sides of the space, or the text could not be cut.
                String cut = next.replaceFirst("w(\\d+) ", "w$1\n");
                writer.write(cut);
                written += cut.length();
            }
        }
        return LongText.open(file);
    }

    private static long liveBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Evaluates a text; returns the most that was alive at ten moments. */
    private static long evaluate(Network network, LongText text, int expectedWindows) {
        var site = new ProjectionSite(0, Projection.DOWN_PROJ);
        var plan =
                new SparsityPlan(
                        Map.of(site, new SparsityRule.MagnitudeThreshold(0.1f)),
                        new PositionRule.All());
        long most = 0;
        StreamedWindows windows =
                StreamedWindows.open(List.of(text), network.tokenizer(), WINDOW, WindowCount.ALL);
        try (Evaluator evaluator =
                new Evaluator(network.pass(), windows, List.of(new Evaluator.Case(0.5, plan)))) {
            boolean more = true;
            while (more) {
                more = evaluator.step(CancelToken.none());
                double share = (double) windows.count() / expectedWindows;
                // An ETA from progress is then as good as the machine is steady.
                assertEquals(share, evaluator.progress(), 0.02);
                if (windows.count() % (expectedWindows / 10) == 0) {
                    most = Math.max(most, liveBytes());
                }
            }
            assertEquals(expectedWindows, windows.count(), 0.01 * expectedWindows);
        }
        return most;
    }

    @Test
    void heapDoesNotGrowWithTheText() throws IOException {
        try (Network network = network()) {
            LongText small = text(MEGABYTE);
            LongText large = text(10 * MEGABYTE);
            evaluate(network, small, windows(MEGABYTE)); // loads what is loaded once
            long before = liveBytes();
            long little = evaluate(network, small, windows(MEGABYTE)) - before;
            long much = evaluate(network, large, windows(10 * MEGABYTE)) - before;
            assertTrue(
                    much < little + TOLERANCE,
                    "1 MB of text: " + little + " bytes, 10 MB: " + much + " bytes");
        }
    }

    /** Numbers have one to three digits, nearly always three. */
    private static int windows(int bytes) {
        return (int) (bytes / (WORD_LENGTH + 0.66) / WINDOW);
    }
}
