package io.sparsescope.app.cli;

import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.resources.Resources;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.Latencies;
import io.sparsescope.views.session.LatencyMeter;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.session.WaitingTimes;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.shell.ViewName;
import io.sparsescope.views.shell.WorkbenchWindow;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.control.Slider;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Screen;
import javafx.stage.Stage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Drags the window's real slider and measures how the picture follows: the budget of the live
 * slider.
 */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description =
                "Drag the window's slider and measure how the picture follows, on the display if there is one.")
public final class LatencyCommand implements Callable<Integer> {
    private static final long EVENT_MILLIS = 16;
    private static final double OPEN_BUDGET = 5_000;
    private static final double PIXEL_BUDGET = 100;
    private static final double RUN_BUDGET = 250;
    private static final double STALL_BUDGET = 16;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            description = "A Hugging Face model directory, or a file in one.")
    private Path modelPath;

    @Option(
            names = "--tokens",
            defaultValue = "64",
            description = "Tokens of the prompt. Default: 64.")
    private int tokens;

    @Option(
            names = "--events",
            defaultValue = "300",
            description = "Slider events to send, 16 ms apart. Default: 300.")
    private int events;

    @Option(
            names = "--method",
            defaultValue = "teal",
            description = "teal (default), topk, wina or cats.")
    private String method;

    @Option(
            names = "--front",
            defaultValue = "masks",
            description =
                    "The view in the middle: masks (default), stability, spontaneous,"
                            + " representation or sweep.")
    private String front;

    private final List<Double> runMillis = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Integer call() {
        if (tokens < 1 || events < 1) {
            throw new UsageException("--tokens and --events must be at least 1");
        }
        SparsityMethod chosen =
                UsageException.parsing("--method", () -> SparsityMethod.parse(method));
        ViewName view = UsageException.parsing("--front", this::viewInFront);
        long start = System.nanoTime();
        HeadlessToolkit.startOnDisplay();
        try (ViewedSession viewed = ViewedSession.open(modelPath)) {
            Stage stage = HeadlessToolkit.call(() -> showWindow(viewed.session(), view));
            Slider slider = (Slider) stage.getScene().lookup(".level-slider .slider");
            double openMillis = (System.nanoTime() - start) / 1e6;
            viewed.show(
                    new Experiment(
                            promptOfLength(viewed),
                            SparsitySetting.DENSE.withMethod(chosen).withTargetSparsity(0.4)),
                    new Selection(new ProjectionSite(0, Projection.DOWN_PROJ), null, null));
            drag(slider, viewed); // until the just-in-time compiler has seen everything
            viewed.awaitTexts();
            HeadlessToolkit.call(() -> watch(viewed.session()));
            drag(slider, viewed);
            print(viewed, openMillis, spec.commandLine().getOut());
            HeadlessToolkit.call(() -> {
                stage.hide();
                return null;
            });
        }
        return CommandLine.ExitCode.OK;
    }

    private ViewName viewInFront() {
        ViewName view = ViewName.parse(front);
        WorkbenchWindow.requireInMiddle(view);
        return view;
    }

    private static Stage showWindow(WorkbenchSession session, ViewName view) {
        var bounds = Screen.getPrimary().getVisualBounds();
        Stage stage = new Stage();
        var window = new WorkbenchWindow(session);
        window.bringToFront(view);
        window.show(stage, Math.min(1280, bounds.getWidth()), Math.min(800, bounds.getHeight()));
        return stage;
    }

    /** The start of the bundled stories, as many tokens as asked. */
    private String promptOfLength(ViewedSession viewed) {
        String story = Resources.storyText();
        int characters = tokens * 3;
        while (true) {
            String prompt = story.substring(0, Math.min(characters, story.length()));
            HeadlessToolkit.call(() -> {
                viewed.session().change(new Experiment(prompt, SparsitySetting.DENSE));
                return null;
            });
            viewed.awaitUntil(() -> {
                RunSnapshot snapshot = viewed.session().results().snapshotProperty().get();
                return snapshot != null && snapshot.request().prompt().equals(prompt);
            });
            int length =
                    HeadlessToolkit.call(() ->
                            viewed.session().results().snapshotProperty().get().tokens().length());
            if (length >= tokens || prompt.length() == story.length()) {
                return prompt;
            }
            characters += Math.max(1, tokens - length);
        }
    }

    private Void watch(WorkbenchSession session) {
        session.latencies().reset();
        session.stalls().reset();
        session.stalls().watchFor(Duration.ofMillis(events * EVENT_MILLIS + 2_000));
        session.results()
                .snapshotProperty()
                .addListener((_, _, snapshot) -> {
                    if (snapshot != null && snapshot.timing().sparseMillis() > 0) {
                        runMillis.add(snapshot.timing().totalMillis());
                    }
                });
        return null;
    }

    /** Moves the slider up and down as a hand does, then lets go. */
    private void drag(Slider slider, ViewedSession viewed) {
        HeadlessToolkit.call(() -> {
            hand(slider, MouseEvent.MOUSE_PRESSED);
            return null;
        });
        for (int event = 0; event < events; event++) {
            double phase = 2.0 * Math.abs((event / (double) events * 4) % 1 - 0.5);
            double value = slider.getMin() + phase * 0.7 * (slider.getMax() - slider.getMin());
            HeadlessToolkit.call(() -> {
                slider.setValue(value);
                return null;
            });
            pause();
        }
        HeadlessToolkit.call(() -> {
            hand(slider, MouseEvent.MOUSE_RELEASED);
            return null;
        });
        viewed.awaitUntil(() ->
                viewed.session().results().snapshotStateProperty().get()
                        == io.sparsescope.views.session.PanelState.SHOWING);
    }

    /** What the slider hears when a hand takes hold of it or lets go. */
    private static void hand(Slider slider, EventType<MouseEvent> type) {
        boolean down = type == MouseEvent.MOUSE_PRESSED;
        Event.fireEvent(
                slider,
                new MouseEvent(
                        type,
                        0,
                        0,
                        0,
                        0,
                        MouseButton.PRIMARY,
                        1,
                        false,
                        false,
                        false,
                        false,
                        down,
                        false,
                        false,
                        true,
                        false,
                        false,
                        null));
    }

    private static void pause() {
        try {
            Thread.sleep(EVENT_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(ViewedSession viewed, double openMillis, PrintWriter out) {
        List<Double> runs = new ArrayList<>(runMillis);
        Collections.sort(runs);
        var session = viewed.session();
        print(out, "window and model open", openMillis, OPEN_BUDGET);
        for (Latencies.Picture picture : Latencies.Picture.values()) {
            print(picture, session.latencies().of(picture), out);
        }
        print(out, "sparse run, p95 of " + runs.size(), quantile(runs), RUN_BUDGET);
        WaitingTimes waits = session.stalls().waits();
        WaitingTimes idle = session.stalls().oversleeps();
        print(out, "window thread blocked, p99", waits.quantileMillis(0.99), STALL_BUDGET);
        print(out, "window thread blocked, longest", waits.longestMillis(), STALL_BUDGET);
        print(out, "  an idle thread, p99", idle.quantileMillis(0.99), 0);
        print(out, "  an idle thread, longest", idle.longestMillis(), 0);
        out.printf(
                Locale.ROOT,
                "probes over the budget: window %d of %d, idle thread %d of %d%n",
                waits.countOver(STALL_BUDGET),
                waits.count(),
                idle.countOver(STALL_BUDGET),
                idle.count());
        out.flush();
    }

    /** Pictures that are not in front are not drawn and have no line. */
    private static void print(Latencies.Picture picture, LatencyMeter meter, PrintWriter out) {
        if (HeadlessToolkit.call(meter::sampleCount) == 0) {
            return;
        }
        String pixels = "slider event to " + picture.name().toLowerCase(Locale.ROOT);
        double budget = picture == Latencies.Picture.SHIFT ? 0 : PIXEL_BUDGET;
        print(out, pixels + ", p50", HeadlessToolkit.call(() -> meter.quantileMillis(0.5)), 0);
        print(
                out,
                pixels + ", p95",
                HeadlessToolkit.call(() -> meter.quantileMillis(0.95)),
                budget);
    }

    private static void print(PrintWriter out, String what, double millis, double budget) {
        String beside = budget > 0 ? String.format(Locale.ROOT, "  (budget %.0f)", budget) : "";
        out.printf(Locale.ROOT, "%-34s %8.1f ms%s%n", what, millis, beside);
    }

    private static double quantile(List<Double> sorted) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
    }
}
