package io.sparsescope.views.shell;

import io.sparsescope.views.masks.MaskMode;
import io.sparsescope.views.model.ModelChooser;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.sessionfile.SessionChooser;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that the window can do, in the order of its menus. */
final class WorkbenchCommands {
    /** What can be exported by name, and how it is called in a sentence. */
    private static final Map<ViewName, String> EXPORTED = exported();

    /** What has data to be exported by name, likewise. */
    private static final Map<ViewName, String> WITH_DATA = withData();

    private final List<Command> commands = new ArrayList<>();
    private final WorkbenchSession session;
    private final WorkbenchPanels panels;

    WorkbenchCommands(WorkbenchSession session, WorkbenchPanels panels) {
        this.session = session;
        this.panels = panels;
    }

    private static Map<ViewName, String> exported() {
        Map<ViewName, String> exported = new EnumMap<>(ViewName.class);
        exported.put(ViewName.MAP, "the model map");
        exported.put(ViewName.HISTOGRAM, "the magnitudes");
        exported.put(ViewName.NEXT_TOKEN, "the next token");
        exported.put(ViewName.GENERATIONS, "the generations");
        CentreViews.TABS.forEach((view, tab) -> exported.put(view, "the tab " + tab));
        exported.put(ViewName.WINDOW, "the window");
        return exported;
    }

    private static Map<ViewName, String> withData() {
        Map<ViewName, String> withData = new EnumMap<>(EXPORTED);
        withData.remove(ViewName.WINDOW);
        withData.put(ViewName.SHIFT_VALUES, "the states' values");
        withData.put(ViewName.PRINCIPAL_AXES, "the principal axes");
        withData.put(ViewName.LOGIT_LENS, "the logit lens");
        withData.put(ViewName.ALWAYS_KEPT, "the channels that are always kept");
        withData.put(ViewName.CATEGORIES, "the categories");
        return withData;
    }

    /** The commands; {@code window} shows the cards. */
    List<Command> list(WorkbenchWindow window) {
        files();
        sessions(window);
        exports(window);
        commands.addAll(TrialCommands.list(session, panels));
        views(window);
        fronts();
        masks();
        commands.addAll(ArrangementCommands.list(panels, window::screen));
        data(window);
        helps(window);
        return List.copyOf(commands);
    }

    private void files() {
        var chooser = new ModelChooser(panels.modelViewModel);
        add(
                "file.open",
                "Open directory\u2026",
                "Open a Hugging Face model directory",
                "Shortcut+O",
                () -> chooser.openDirectory(panels.model));
        add(
                "file.open-file",
                "Open file\u2026",
                "Open a model by one of its files",
                "Shortcut+Shift+O",
                () -> chooser.openFile(panels.model));
    }

    private void sessions(WorkbenchWindow window) {
        var chooser = new SessionChooser(window.keeper());
        add(
                "session.save",
                "Save session",
                "Keep model, settings, steps and vectors in a file",
                "Shortcut+S",
                () -> chooser.save(window.root()));
        add(
                "session.save-as",
                "Save session as\u2026",
                "Keep the session in another file",
                "Shortcut+Shift+S",
                () -> chooser.saveAs(window.root()));
        add(
                "session.open",
                "Open session\u2026",
                "Take up a session that was saved",
                "Shortcut+Alt+O",
                () -> chooser.open(window.root()));
        add(
                "session.recent",
                "Recent sessions",
                "Choose among the sessions that were opened or saved",
                "Shortcut+Alt+R",
                window::showRecentSessions);
    }

    private void exports(WorkbenchWindow window) {
        add(
                "file.export",
                "Export view\u2026",
                "Write a picture of the view in front: PNG, SVG or PDF",
                "Shortcut+E",
                () -> window.showExport(panels.front.get()));
        add(
                "file.report",
                "Export report\u2026",
                "Write all views, tables and commands as one page",
                "Shortcut+Alt+E",
                window::chooseReportFile);
        EXPORTED.forEach((view, words) ->
                add(
                        "file.export-" + view.cliName(),
                        "Export " + words + "\u2026",
                        "Write it as PNG, SVG or PDF",
                        null,
                        () -> window.showExport(view)));
    }

    /** In a menu of their own, since there are so many of them. */
    private void data(WorkbenchWindow window) {
        add(
                "data.export",
                "Export data of this view\u2026",
                "Write what the view in front shows: CSV, NPZ or safetensors",
                "Shortcut+Shift+E",
                () -> window.exportData(panels.front.get()));
        WITH_DATA.forEach((view, words) ->
                add(
                        "data.of-" + view.cliName(),
                        "Export data of " + words + "\u2026",
                        "Write what " + words + " shows: CSV, NPZ or safetensors",
                        null,
                        () -> window.exportData(view)));
    }

    private void views(WorkbenchWindow window) {
        add(
                "view.theme",
                "Light or dark",
                "Switch between the light and the dark theme",
                "Shortcut+T",
                () -> session.themeProperty().set(session.themeProperty().get().other()));
        add(
                "view.palette",
                "Commands\u2026",
                "Find a command by its words",
                "Shortcut+Shift+P",
                window::showPalette);
        add(
                "view.preferences",
                "Preferences\u2026",
                "Settle theme, size and motion for every session",
                "Shortcut+COMMA",
                window::showPreferences);
        add("view.log", "Log", "Show what went wrong", "Shortcut+Shift+L", window::showLog);
    }

    private void fronts() {
        add(
                "view.masks",
                "Activation masks",
                "Show which activations survive, cell by cell",
                "Shortcut+6",
                () -> panels.front.set(ViewName.MASKS));
        add(
                "view.stability",
                "Stability",
                "Show how steady each channel is and what removing it costs",
                "Shortcut+7",
                () -> panels.front.set(ViewName.STABILITY));
        add(
                "view.spontaneous",
                "Spontaneous neurons",
                "Choose, train and fold vectors that make up for what is dropped",
                "Shortcut+8",
                () -> panels.front.set(ViewName.SPONTANEOUS));
        add(
                "view.representation",
                "Representation shift",
                "Show how far sparsity moves the states of every layer",
                "Shortcut+9",
                () -> panels.front.set(ViewName.REPRESENTATION));
        add(
                "view.sweep",
                "Sweep",
                "Evaluate a grid of methods, levels and compensations as a job",
                "Shortcut+Shift+G",
                () -> panels.front.set(ViewName.SWEEP));
        add(
                "view.speed",
                "Speed",
                "Show how fast tokens come, dense and sparse, against what the memory allows",
                "Shortcut+Shift+D",
                () -> panels.front.set(ViewName.SPEED));
    }

    private void masks() {
        for (MaskMode mode : MaskMode.values()) {
            add(
                    "view.masks-" + mode.ordinal(),
                    "Masks: " + mode.label(),
                    "Colour cells by " + mode.legend(),
                    "Shortcut+" + (mode.ordinal() + 1),
                    () -> colourMasks(mode));
        }
    }

    private void colourMasks(MaskMode mode) {
        panels.front.set(ViewName.MASKS);
        panels.masksViewModel.modeProperty().set(mode);
    }

    private void helps(WorkbenchWindow window) {
        add("help.tour", "Tour", "Show the window in four steps", "Shift+F1", window::showTour);
        add("help.keys", "Keyboard and commands", "Show every shortcut", "F1", window::showHelp);
    }

    private void add(
            String id, String label, String sentence, @Nullable String keys, Runnable action) {
        commands.add(Command.of(id, label, sentence, keys, action));
    }
}
