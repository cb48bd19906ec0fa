package io.sparsescope.views.shell;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.views.control.LayoutBoundary;
import io.sparsescope.views.control.LiveScrollPane;
import io.sparsescope.views.preferences.Preferences;
import io.sparsescope.views.preferences.PreferencesCard;
import io.sparsescope.views.session.ErrorLog;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.sessionfile.SessionFile;
import io.sparsescope.views.sessionfile.SessionKeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.collections.ListChangeListener;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;

/**
 * The window: model and prompt left, views in the centre, controls right, status below. It needs no
 * stage to be drawn.
 */
public final class WorkbenchWindow {
    private static final KeyCombination PALETTE_TOO =
            new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN);
    private static final Duration STALL_WATCH = Duration.ofSeconds(2);

    private final WorkbenchSession session;
    private final Preferences preferences;
    private final SessionKeeper keeper;
    private final WorkbenchPanels panels;
    private final List<Command> commands;
    private final OverlayLayer overlay = new OverlayLayer();
    private final Toasts toasts = new Toasts();
    private final CommandPalette palette;
    private final ViewExporter exporter;
    private final StackPane root;
    private final StringBinding title;
    private final WorkbenchBar bar;

    /** A window over {@code session} as it is usual; to be made on the JavaFX thread. */
    public WorkbenchWindow(WorkbenchSession session) {
        this(session, new Preferences());
    }

    /** A window over {@code session} as a person likes it; to be made on the JavaFX thread. */
    public WorkbenchWindow(WorkbenchSession session, Preferences preferences) {
        this.session = session;
        this.preferences = preferences;
        preferences.themeProperty().bindBidirectional(session.themeProperty());
        keeper = SessionKeeper.onFxThread(session);
        panels = new WorkbenchPanels(session);
        title =
                Bindings.createStringBinding(
                        this::titleNow, session.modelProperty(), keeper.pathProperty());
        commands = new WorkbenchCommands(session, panels).list(this);
        palette = new CommandPalette(commands, overlay::close);
        bar = new WorkbenchBar(commands);
        BorderPane frame = frame();
        exporter = new ViewExporter(session, panels, frame, toasts);
        root = new StackPane(frame, toasts, overlay);
        root.getStyleClass().add("workbench");
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::runShortcut);
        ModelDrop.install(root, this::open);
        session.errors().entries().addListener(this::announce);
        new JobNotices(session.jobProperty(), toasts::tell, System::nanoTime);
        preferences
                .colourMapProperty()
                .subscribe(map -> panels.setColourMap(map, session.themeProperty().get()));
        panels.torn.dress(title, preferences.scaleProperty(), this::runShortcut);
        session.themeProperty().addListener((_, _, theme) -> WorkbenchStyle.apply(theme));
        session.experimentProperty()
                .addListener((_, _, _) -> session.stalls().watchFor(STALL_WATCH));
    }

    private BorderPane frame() {
        var frame = new BorderPane(columns());
        frame.setTop(bar);
        frame.setBottom(new LayoutBoundary(new WorkbenchStatusBar(session, this::showLog)));
        return frame;
    }

    private SplitPane columns() {
        VBox.setVgrow(panels.prompt, Priority.ALWAYS);
        var models = new VBox(panels.model, panels.prompt);
        models.getStyleClass().add("side");
        models.setMinWidth(210);
        models.setPrefWidth(244);
        var left = new LayoutBoundary(models);
        var controls = new LiveScrollPane(new VBox(panels.sparsity, panels.sampler));
        controls.setFitToWidth(true);
        controls.getStyleClass().add("side");
        controls.setMinWidth(230);
        controls.setPrefWidth(250);
        var right = new LayoutBoundary(controls);
        var centre = new CentreLayout(panels);
        SplitPane.setResizableWithParent(left, false);
        SplitPane.setResizableWithParent(right, false);
        return new SideColumns(left, centre, right);
    }

    private void runShortcut(KeyEvent event) {
        if (PALETTE_TOO.match(event)) {
            showPalette();
            event.consume();
            return;
        }
        for (Command command : commands) {
            if (command.keys() != null
                    && command.keys().match(event)
                    && !belongsToText(command, event)) {
                command.run();
                event.consume();
                return;
            }
        }
    }

    /** Undo and redo belong to the prompt while it is being edited and was not run yet. */
    private boolean belongsToText(Command command, KeyEvent event) {
        return event.getTarget() instanceof TextArea text
                && !text.getText().equals(session.experimentProperty().get().prompt())
                && (command.id().equals("edit.undo") && text.isUndoable()
                        || command.id().equals("edit.redo") && text.isRedoable());
    }

    private void announce(ListChangeListener.Change<? extends ErrorLog.Entry> change) {
        while (change.next()) {
            for (ErrorLog.Entry entry : change.getAddedSubList()) {
                toasts.show(entry.message());
            }
        }
    }

    /** Opens a session or a model, whichever {@code path} is named like. */
    public void open(Path path) {
        if (SessionFile.isNamedLikeOne(path)) {
            keeper.open(path);
        } else {
            panels.modelViewModel.open(path);
        }
    }

    /** Opens and saves the window's session. */
    public SessionKeeper keeper() {
        return keeper;
    }

    /** Shows the sessions that were opened or saved, to choose from. */
    void showRecentSessions() {
        Button close = closeButton();
        VBox card =
                Cards.recentSessions(
                        keeper.recent(),
                        close,
                        chosen -> {
                            overlay.close();
                            keeper.open(chosen);
                        });
        overlay.show(card, close);
    }

    /**
     * Offers a session that a crash left.
     *
     * @param at when it was kept last
     * @param safely whether it had crashed again after it was taken up, so that it should not be
     *     run at once
     * @param recover takes it up; told whether to run it
     * @param discard removes it
     */
    public void offerRecovery(
            Instant at, boolean safely, Consumer<Boolean> recover, Runnable discard) {
        var card = new RecoveryCard(at, safely, recover, discard, overlay::close);
        overlay.show(card, card.first());
    }

    /** Closes the card that lies over the window, if there is one. */
    void closeCard() {
        overlay.close();
    }

    /** Shows every command to choose from. */
    void showPalette() {
        overlay.show(palette, palette.freshQuery());
    }

    /** Shows what can be settled for every session. */
    void showPreferences() {
        Button close = closeButton();
        overlay.show(new PreferencesCard(preferences, close), close);
    }

    /** Shows a newcomer around. */
    public void showTour() {
        var card =
                new TourCard(
                        List.of(
                                new TourCard.Step(
                                        "Drag the slider",
                                        "It sets the share of activations that are dropped. Masks,"
                                                + " predictions and texts follow while the hand"
                                                + " moves; Ctrl+Z takes a step back.",
                                        panels.sparsity),
                                new TourCard.Step(
                                        "See what is dropped",
                                        "The map shows the whole model; a click on a cell makes every"
                                                + " view look there. The tabs beside it show masks,"
                                                + " stability, spontaneous neurons, representation"
                                                + " shift and sweeps.",
                                        panels.map),
                                new TourCard.Step(
                                        "See what it does",
                                        "Predictions and texts of the dense and the sparse model stand"
                                                + " side by side, and of the sparse model with"
                                                + " spontaneous neurons once some act.",
                                        panels.nextToken),
                                new TourCard.Step(
                                        "Find everything",
                                        "Ctrl+Shift+P lists every command with its keys, F1 all of them"
                                                + " at once. Drop a model directory anywhere to open"
                                                + " it; Ctrl+S keeps the session.",
                                        bar)),
                        overlay::close);
        overlay.show(
                card,
                card.next(),
                () -> {
                    card.outline(false);
                    preferences.tourSeenProperty().set(true);
                });
    }

    /** Shows the shortcuts. */
    void showHelp() {
        Button close = closeButton();
        overlay.show(Cards.help(commands, close), close);
    }

    /** Shows what went wrong, and counts it as seen. */
    void showLog() {
        Button close = closeButton();
        session.errors().markSeen();
        overlay.show(Cards.log(session.errors(), close), close);
    }

    /** Asks where to write the data of {@code view}, wherever it stands. */
    void exportData(ViewName view) {
        exporter.chooseDataFile(view);
    }

    /** Asks how and where to export {@code view}, which comes to the front when it has a tab. */
    void showExport(ViewName view) {
        if (CentreViews.TABS.containsKey(view)) {
            panels.front.set(view);
        }
        var card =
                new ExportCard(
                        "Export " + view.cliName(),
                        closeButton(),
                        choice -> {
                            overlay.close();
                            exporter.chooseFile(view, choice);
                        });
        overlay.show(card, card.go());
    }

    /** Asks where to write a report of the session. */
    void chooseReportFile() {
        Path file = keeper.pathProperty().get();
        exporter.chooseReportFile(
                file == null
                        ? "SESSION" + SessionFile.EXTENSION
                        : String.valueOf(file.getFileName()));
    }

    private Button closeButton() {
        var close = new Button("Close");
        close.getStyleClass().add("small");
        close.setCancelButton(true);
        close.setOnAction(_ -> overlay.close());
        return close;
    }

    /**
     * Brings a view to the front of the window's middle.
     *
     * @throws IllegalArgumentException when {@code view} has no tab there
     */
    public void bringToFront(ViewName view) {
        requireInMiddle(view);
        panels.front.set(view);
    }

    /**
     * Accepts a view that {@link #bringToFront} can show.
     *
     * @throws IllegalArgumentException when {@code view} has no tab in the middle
     */
    public static void requireInMiddle(ViewName view) {
        if (!CentreViews.TABS.containsKey(view)) {
            throw new IllegalArgumentException(
                    view.cliName() + " is no view in the middle of the window");
        }
    }

    /** Its panels. */
    WorkbenchPanels panels() {
        return panels;
    }

    /** Whether an export is awaited, drawn or written. */
    public boolean isExporting() {
        return exporter.isBusy();
    }

    /** Writes pictures of its views. */
    ViewExporter exporter() {
        return exporter;
    }

    /** Its views in windows of their own. */
    TornViews torn() {
        return panels.torn;
    }

    /** Everything that the window can do. */
    public List<Command> commands() {
        return commands;
    }

    /** The window's content, for a scene that {@link WorkbenchStyle#dress} was applied to. */
    public Region root() {
        return root;
    }

    /** A dressed scene of the window in the session's theme. */
    public Scene scene(double width, double height) {
        WorkbenchStyle.apply(session.themeProperty().get());
        var scene = new Scene(new ScaledPane(root, preferences.scaleProperty()), width, height);
        preferences.reducedMotionProperty().subscribe(scene.getPreferences()::setReducedMotion);
        WorkbenchStyle.dress(scene);
        return scene;
    }

    /**
     * One view of what {@code session} holds, alone, for a scene that was dressed by {@link
     * WorkbenchStyle}.
     */
    public static Region view(WorkbenchSession session, ViewName view) {
        return view == ViewName.WINDOW
                ? new WorkbenchWindow(session).root
                : new WorkbenchPanels(session).panel(view);
    }

    /** The screen that the windows of views are laid out over: another than this one's, if any. */
    Rectangle2D screen() {
        Window here = root.getScene().getWindow();
        List<Screen> mine =
                Screen.getScreensForRectangle(
                        here.getX(), here.getY(), here.getWidth(), here.getHeight());
        return Screen.getScreens().stream()
                .filter(screen -> !mine.contains(screen))
                .findFirst()
                .orElse(Screen.getPrimary())
                .getVisualBounds();
    }

    private String titleNow() {
        StringBuilder title = new StringBuilder();
        Path file = keeper.pathProperty().get();
        if (file != null) {
            title.append(file.getFileName()).append(" \u2013 ");
        }
        ModelSummary model = session.modelProperty().get();
        if (model != null) {
            title.append(model.name()).append(" \u2013 ");
        }
        return title.append("Sparsescope").toString();
    }

    /** Puts the window on {@code stage} and shows it. */
    public void show(Stage stage, double width, double height) {
        stage.setScene(scene(width, height));
        stage.setMinWidth(1_024);
        stage.setMinHeight(680);
        stage.titleProperty().bind(title);
        stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> panels.torn.bringAllBack());
        WindowPlace.follow(stage, preferences);
        stage.show();
        WindowPlace.follow(panels.torn, stage, preferences);
        stage.requestFocus(); // the window of a view may have taken it
        panels.sparsity.focusSlider();
    }
}
