package io.sparsescope.app.cli;

import io.sparsescope.app.rehearsal.Rehearsal;
import io.sparsescope.app.rehearsal.RehearsalReport;
import io.sparsescope.app.rehearsal.Theatre;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a random hand use the window for a while, and checks what it leaves behind. */
@Command(
        name = "rehearse",
        hidden = true,
        mixinStandardHelpOptions = true,
        description =
                "For developers: use the window at random for a while, on the display if there is"
                        + " one, and check that nothing is thrown and nothing is left behind.",
        footer = "Exit codes: 0 passed, 7 something was thrown or left behind.")
public final class RehearseCommand implements Callable<Integer> {
    private static final double MILLIS_PER_MINUTE = 60_000;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            description = "A Hugging Face model directory; it is only read.")
    private Path model;

    @Option(
            names = "--events",
            defaultValue = "2000",
            description = "Clicks, drags, keys and so on. Default: 2000.")
    private int events;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "Time that they are spread over; 0 for none. Default: 10.")
    private double minutes;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "What the events are drawn from. Default: 1.")
    private long seed;

    @Option(names = "--record", paramLabel = "FILE", description = "Write a line for every event.")
    private @Nullable Path recordFile;

    @Override
    public Integer call() {
        if (events < 1 || minutes < 0) {
            throw new UsageException("--events must be at least 1 and --minutes not negative");
        }
        HeadlessToolkit.startOnDisplay();
        var order = new Rehearsal.Order(events, Math.round(minutes * MILLIS_PER_MINUTE), seed);
        RehearsalReport report = rehearse(order);
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        if (!report.passed()) {
            out.println("seed " + seed + ": rehearse again with --seed " + seed);
        }
        out.flush();
        return report.passed() ? CommandLine.ExitCode.OK : Failures.FAILED_CHECK;
    }

    private RehearsalReport rehearse(Rehearsal.Order order) {
        Path file = recordFile;
        if (file == null) {
            return Theatre.rehearse(model, order, _ -> {});
        }
        try (var record = new PrintWriter(Files.newBufferedWriter(file))) {
            return Theatre.rehearse(
                    model,
                    order,
                    line -> {
                        record.println(line);
                        record.flush(); // it is read when the program has died
                    });
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": cannot be written", failure);
        }
    }
}
