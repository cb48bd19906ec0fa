package io.sparsescope.app.rehearsal;

import io.sparsescope.app.rehearsal.Hand.Held;
import io.sparsescope.views.sessionfile.SessionFile;
import io.sparsescope.views.shell.Command;
import io.sparsescope.views.shell.ViewName;
import io.sparsescope.views.shell.WorkbenchWindow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Screen;

/** What a hand does with the window as a whole: views, models, sessions, jobs, texts, cards. */
final class WindowActs {
    /** Where each long job is started. */
    private static final Map<String, ViewName> JOBS =
            Map.of(
                    "#sweep-run", ViewName.SWEEP,
                    "#spontaneous-train", ViewName.SPONTANEOUS,
                    "#pruning-toggle", ViewName.STABILITY,
                    "#categories-open", ViewName.REPRESENTATION,
                    "#speed-measure", ViewName.SPEED);

    /** What shows a card over the window. */
    static final List<String> CARDS =
            List.of(
                    "help.keys",
                    "help.tour",
                    "view.log",
                    "view.palette",
                    "view.preferences",
                    "session.recent",
                    "file.export");

    private static final List<String> TEXTS = List.of("run.run", "run.stop", "run.live");

    private final Program program;

    WindowActs(Program program) {
        this.program = program;
    }

    /** All of them. */
    List<Act> list() {
        return List.of(
                new Act("view", 10, this::bringToFront),
                new Act("open a model", 3, this::openModel),
                new Act("save the session", 2, this::saveSession),
                new Act("open a session", 2, this::openSession),
                new Act("start a job", 4, this::startJob),
                new Act("cancel the job", 3, _ -> run("run.cancel-job")),
                new Act("texts", 4, random -> run(TEXTS.get(random.nextInt(TEXTS.size())))),
                new Act("theme", 2, _ -> run("view.theme")),
                new Act("card", 5, this::openCard),
                new Act("close the card", 6, this::closeCard),
                new Act("export", 2, this::export),
                new Act("undo and redo", 4, this::undoAndRedo),
                new Act("arrange", 3, this::arrange),
                new Act("resize", 1, this::resize),
                new Act("rest", 3, this::rest));
    }

    /** What the command of this name does. */
    static Runnable action(WorkbenchWindow window, String id) {
        return window.commands().stream()
                .filter(command -> command.id().equals(id))
                .map(Command::action)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the window has no command " + id));
    }

    private String run(String id) {
        OnFx.run(action(program.window(), id));
        return id;
    }

    private String bringToFront(SplittableRandom random) {
        List<ViewName> views = Rehearsal.TABS;
        ViewName view = views.get(random.nextInt(views.size()));
        OnFx.run(() -> program.window().bringToFront(view));
        return view.cliName();
    }

    private String openModel(SplittableRandom random) {
        Path model = program.files().anyModel(random);
        OnFx.run(() -> program.window().open(model));
        return String.valueOf(model.getFileName());
    }

    private String saveSession(SplittableRandom random) {
        Path file = program.files().toSave("kept" + SessionFile.EXTENSION, random);
        OnFx.run(() -> program.window().keeper().saveAs(file));
        return String.valueOf(file.getFileName());
    }

    private String openSession(SplittableRandom random) {
        Path file = program.files().anySession(random);
        OnFx.run(() -> program.window().keeper().open(file));
        return String.valueOf(file.getFileName());
    }

    private String startJob(SplittableRandom random) {
        List<String> starts = JOBS.keySet().stream().sorted().toList();
        String start = starts.get(random.nextInt(starts.size()));
        OnFx.run(() -> program.window().bringToFront(JOBS.getOrDefault(start, ViewName.SWEEP)));
        program.sight()
                .of(start, random)
                .ifPresent(
                        spot -> program.hand().click(spot, MouseButton.PRIMARY, 1, Held.NOTHING));
        return start;
    }

    private String openCard(SplittableRandom random) {
        return run(CARDS.get(random.nextInt(CARDS.size())));
    }

    private String closeCard(SplittableRandom random) {
        program.hand().key(program.scene(), KeyCode.ESCAPE, Held.NOTHING);
        return "Esc";
    }

    private String export(SplittableRandom random) {
        List<Command> exports =
                program.window().commands().stream()
                        .filter(command -> command.id().startsWith("file.export"))
                        .toList();
        Command export = exports.get(random.nextInt(exports.size()));
        OnFx.run(export.action());
        program.sight()
                .of("#export-go", random)
                .ifPresent(
                        spot -> program.hand().click(spot, MouseButton.PRIMARY, 1, Held.NOTHING));
        return export.id();
    }

    private String arrange(SplittableRandom random) {
        List<Command> arrangements =
                program.window().commands().stream()
                        .filter(command -> command.id().startsWith("window."))
                        .toList();
        String id = arrangements.get(random.nextInt(arrangements.size())).id();
        return run(random.nextInt(3) == 0 ? "window.bring-back" : id);
    }

    private String undoAndRedo(SplittableRandom random) {
        int undone = 1 + random.nextInt(6);
        int redone = random.nextInt(undone + 1);
        for (int step = 0; step < undone; step++) {
            run("edit.undo");
        }
        for (int step = 0; step < redone; step++) {
            run("edit.redo");
        }
        return undone + " back, " + redone + " forward";
    }

    /** Only where every size fits: without a display the screen is small and must not be left. */
    private String resize(SplittableRandom random) {
        double width = 1_024 + random.nextInt(400);
        double height = 680 + random.nextInt(300);
        var screen = OnFx.get(() -> Screen.getPrimary().getVisualBounds());
        if (screen.getWidth() < 1_424 || screen.getHeight() < 980) {
            return "the screen is too small";
        }
        OnFx.run(() -> {
            program.stage().setWidth(width);
            program.stage().setHeight(height);
        });
        return Math.round(width) + " x " + Math.round(height);
    }

    private String rest(SplittableRandom random) {
        int millis = random.nextInt(1_500);
        Pause.millis(millis);
        return millis + " ms";
    }
}
