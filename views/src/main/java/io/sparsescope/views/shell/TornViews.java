package io.sparsescope.views.shell;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/**
 * Views in windows of their own. They are the panels of the main window, moved, so that they follow
 * the one session: all show the same moment, position and channel. A window that is closed gives
 * its view back, and is the view's window again the next time: menus of the view remember in which
 * window they were last open, so that one that is thrown away would not go.
 */
final class TornViews {
    /** The views that can have a window of their own, and its title. */
    static final Map<ViewName, String> TITLES = titles();

    private final Map<ViewName, ViewSlot> slots = new EnumMap<>(ViewName.class);
    private final Map<ViewName, Stage> made = new EnumMap<>(ViewName.class);
    private final Map<ViewName, Stage> windows = new EnumMap<>(ViewName.class); // those shown
    private final Map<ViewName, StackPane> contents = new EnumMap<>(ViewName.class);
    private final WorkbenchPanels panels;
    private ObservableValue<String> title = new SimpleStringProperty("");
    private ReadOnlyDoubleProperty scale = new SimpleDoubleProperty(1);
    private Consumer<KeyEvent> shortcuts = _ -> {};

    /** None is torn off at first. */
    TornViews(WorkbenchPanels panels) {
        this.panels = panels;
    }

    private static Map<ViewName, String> titles() {
        Map<ViewName, String> titles = new EnumMap<>(ViewName.class);
        titles.put(ViewName.MAP, "Model map");
        titles.put(ViewName.HISTOGRAM, "Magnitudes");
        titles.put(ViewName.NEXT_TOKEN, "Next token");
        titles.put(ViewName.GENERATIONS, "Generations");
        titles.putAll(CentreViews.TABS);
        titles.put(ViewName.SPONTANEOUS, "Spontaneous neurons");
        titles.put(ViewName.REPRESENTATION, "Representation shift");
        return Collections.unmodifiableMap(titles);
    }

    /**
     * What every window of a view is like.
     *
     * @param mainTitle of the main window, which the name of the view is put before
     * @param scale of all that is drawn, 1 for 100 %
     * @param shortcuts takes the keys that the views leave
     */
    void dress(
            ObservableValue<String> mainTitle,
            ReadOnlyDoubleProperty scale,
            Consumer<KeyEvent> shortcuts) {
        this.title = mainTitle;
        this.scale = scale;
        this.shortcuts = shortcuts;
    }

    /** What of a window is drawn for {@code view} when it is torn off. */
    Optional<Region> content(ViewName view) {
        return windows.containsKey(view)
                ? Optional.ofNullable(contents.get(view))
                : Optional.empty();
    }

    /** The place of {@code view} in the main window. */
    ViewSlot slot(ViewName view) {
        return slots.computeIfAbsent(
                view, name -> new ViewSlot(panels.panel(name), () -> bringBack(name)));
    }

    /** The views that are in windows of their own. */
    Set<ViewName> torn() {
        return Collections.unmodifiableSet(windows.keySet());
    }

    /** Puts {@code view} into a window of its own, or brings the one that it has to the front. */
    void tearOff(ViewName view) {
        tearOff(view, _ -> {});
    }

    /** As the other; a window that {@code view} gets now is placed by {@code place}. */
    void tearOff(ViewName view, Consumer<Stage> place) {
        Stage there = windows.get(view);
        if (there != null) {
            there.toFront();
            return;
        }
        Stage window = made.computeIfAbsent(view, this::make);
        Region panel = slot(view).release();
        Objects.requireNonNull(contents.get(view)).getChildren().setAll(panel);
        windows.put(view, window);
        place.accept(window);
        window.show();
    }

    private Stage make(ViewName view) {
        Region panel = panels.panel(view);
        var content = new StackPane();
        content.getStyleClass().addAll("workbench", "torn-view");
        content.addEventFilter(KeyEvent.KEY_PRESSED, shortcuts::accept);
        contents.put(view, content);
        double width = Math.max(640, panel.getWidth()) * scale.get();
        double height = Math.max(460, panel.getHeight()) * scale.get();
        var scene = new Scene(new ScaledPane(content, scale), width, height);
        WorkbenchStyle.dress(scene);
        var window = new Stage();
        window.setScene(scene);
        window.titleProperty().bind(title.map(main -> TITLES.get(view) + " \u2013 " + main));
        window.setOnHidden(_ -> takeBack(view));
        return window;
    }

    private void takeBack(ViewName view) {
        if (windows.remove(view) != null) {
            Objects.requireNonNull(contents.get(view)).getChildren().clear();
            slot(view).takeBack();
        }
    }

    /** Closes the window of {@code view}, if it has one. */
    void bringBack(ViewName view) {
        Stage window = windows.get(view);
        if (window != null) {
            window.close();
        }
    }

    /** Closes all windows of views. */
    void bringAllBack() {
        List.copyOf(windows.keySet()).forEach(this::bringBack);
    }

    /** Lays the windows of views out over {@code screen} in a grid, in the order of the views. */
    void tile(Rectangle2D screen) {
        List<Rectangle2D> tiles = Tiles.of(screen, windows.size());
        int tile = 0;
        for (Stage window : windows.values()) {
            Rectangle2D place = tiles.get(tile++);
            window.setMaximized(false);
            window.setX(place.getMinX());
            window.setY(place.getMinY());
            window.setWidth(place.getWidth());
            window.setHeight(place.getHeight());
            window.toFront();
        }
    }

    /** The window of {@code view}. */
    Stage window(ViewName view) {
        Stage window = windows.get(view);
        if (window == null) {
            throw new IllegalArgumentException(view.cliName() + " has no window of its own");
        }
        return window;
    }
}
