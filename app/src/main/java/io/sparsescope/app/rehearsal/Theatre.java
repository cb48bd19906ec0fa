package io.sparsescope.app.rehearsal;

import io.sparsescope.app.Composition;
import io.sparsescope.app.Surroundings;
import io.sparsescope.app.Workbench;
import io.sparsescope.engine.run.Engine;
import io.sparsescope.engine.run.EngineLane;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.shell.WorkbenchWindow;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.stage.Stage;

/**
 * The program as its user starts it, but with preferences, sessions and dialogs of the rehearsal's
 * own.
 */
public final class Theatre {
    private static final int NOTABLE_BYTES = 50_000;

    private final RehearsalFiles files;
    private final FaultWatch faults;
    private final Workbench workbench;

    private Theatre(RehearsalFiles files, FaultWatch faults) {
        this.files = files;
        this.faults = faults;
        var composition =
                new Composition(listener ->
                        new Engine(
                                listener,
                                EngineLane.threaded("sparsescope-engine"),
                                Surroundings.engineOptions()));
        this.workbench =
                new Workbench(
                        composition,
                        Optional.of(files.model()),
                        files.directory().resolve("configuration"),
                        files.directory().resolve("running"));
    }

    /**
     * Starts the program, rehearses, ends it, and says what was found. The toolkit must have been
     * started; not to be called on its thread.
     *
     * @param model that it begins and ends with
     * @param record hears of every event, and at the end where faults came from and what has grown
     */
    public static RehearsalReport rehearse(
            Path model, Rehearsal.Order order, Consumer<String> record) {
        try (RehearsalFiles files = RehearsalFiles.beside(model);
                FaultWatch faults = new FaultWatch()) {
            var theatre = new Theatre(files, faults);
            Stage stage = OnFx.get(Stage::new);
            OnFx.run(() -> theatre.workbench.start(stage));
            try {
                return theatre.rehearse(stage, order, record);
            } finally {
                OnFx.run(stage::hide);
            }
        }
    }

    private RehearsalReport rehearse(Stage stage, Rehearsal.Order order, Consumer<String> record) {
        WorkbenchSession session = workbench.session().orElseThrow();
        WorkbenchWindow window = workbench.window().orElseThrow();
        var dialogs = new RandomDialogs(files);
        OnFx.run(dialogs::answerAllWindows);
        Complaints complaints = OnFx.get(() -> new Complaints(session, this::notUnderstood));
        var program = new Program(stage, window, session, files, new Hand(), new Sight(stage));
        Calm calm = OnFx.get(() -> new Calm(program, workbench.preferences()));
        calm.restore();
        Footprint before = Footprint.take();
        OnFx.run(() -> session.stalls().reset());
        long start = System.nanoTime();
        int sent = new Rehearsal(program, dialogs, order, faults, record).perform();
        double seconds = (System.nanoTime() - start) / 1e9;
        var stalls = RehearsalReport.Stalls.of(session.stalls().waits());
        try {
            calm.restore();
        } finally {
            faults.faults().forEach(fault -> record.accept(fault.words() + "\n" + fault.trace()));
        }
        Footprint after = Footprint.take();
        after.classes()
                .grownSince(before.classes(), NOTABLE_BYTES)
                .forEach((name, more) -> record.accept(more + " bytes more of " + name));
        return new RehearsalReport(
                new RehearsalReport.Course(order.events(), sent, seconds, stalls),
                before,
                after,
                faults.faults(),
                OnFx.get(complaints::counts));
    }

    private void notUnderstood(String words) {
        faults.add(new IllegalStateException("the user was told: " + words));
    }
}
