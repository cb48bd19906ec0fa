package io.sparsescope.views.shell;

import io.sparsescope.views.control.LayoutBoundary;
import io.sparsescope.views.control.LiveScrollPane;
import io.sparsescope.views.control.WholeText;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Views that share the middle of the window: one alone, or several in a grid, all following the
 * same session.
 *
 * <p>Those that are not seen are in no scene at all, so that they neither draw nor are laid out
 * while the slider moves.
 */
final class CentreViews extends VBox {
    /** The views that can stand in the middle and what their tabs say, from left to right. */
    static final Map<ViewName, String> TABS = tabs();

    private static final double LEAST_PLACE = 300;
    private static final PseudoClass UNDER = PseudoClass.getPseudoClass("under");
    private static final PseudoClass SEVERAL = PseudoClass.getPseudoClass("several");
    private static final PseudoClass BESIDE = PseudoClass.getPseudoClass("beside");
    private static final PseudoClass FRONT = PseudoClass.getPseudoClass("front");

    private final WorkbenchPanels panels;
    private final CentreArrangement arrangement;
    private final StackPane stage = new StackPane();
    private final ViewGrid grid = new ViewGrid();
    private final ScrollPane scrolled = new LiveScrollPane(grid);
    private final HBox tabs = new HBox();
    private final Label place = new Label();
    private final Region space = new Region();
    private final ToggleGroup group = new ToggleGroup();

    CentreViews(WorkbenchPanels panels) {
        this.panels = panels;
        arrangement = panels.arrangement;
        getStyleClass().add("centre-views");
        tabs.getStyleClass().add("view-tabs");
        TABS.forEach(this::addTab);
        place.getStyleClass().add("panel-place");
        WholeText.tell(place);
        place.setMaxWidth(Double.MAX_VALUE);
        place.managedProperty().bind(place.textProperty().isNotEmpty());
        HBox.setHgrow(place, Priority.ALWAYS);
        HBox.setHgrow(space, Priority.ALWAYS);
        tabs.getChildren().addAll(place, new ArrangementMenu(panels));
        stage.setMinSize(0, 0);
        scrolled.setFitToWidth(true);
        scrolled.setFitToHeight(true);
        setVgrow(stage, Priority.ALWAYS);
        getChildren().addAll(tabs, stage);
        widthProperty().addListener((_, _, width) -> placeWithin(width.doubleValue()));
        TABS.keySet().forEach(this::followClicks);
        arrangement.seenProperty().subscribe(this::show);
        arrangement.frontProperty().subscribe(this::mark);
    }

    /** What is clicked in a grid comes to the front of it. */
    private void followClicks(ViewName view) {
        panels.torn
                .slot(view)
                .addEventFilter(
                        MouseEvent.MOUSE_PRESSED, _ -> arrangement.frontProperty().set(view));
    }

    /** Beside the tabs where there is room for a sentence, else under them. */
    private void placeWithin(double width) {
        List<Node> row = tabs.getChildren();
        row.removeAll(List.of(place, space));
        getChildren().remove(place);
        boolean beside = width - tabs.prefWidth(-1) > LEAST_PLACE;
        row.add(row.size() - 1, beside ? place : space); // before the menu
        if (!beside) {
            getChildren().add(1, place);
        }
        place.pseudoClassStateChanged(UNDER, !beside);
    }

    private static Map<ViewName, String> tabs() {
        Map<ViewName, String> tabs = new EnumMap<>(ViewName.class);
        tabs.put(ViewName.MASKS, "Masks");
        tabs.put(ViewName.STABILITY, "Stability");
        tabs.put(ViewName.SPONTANEOUS, "Spontaneous");
        tabs.put(ViewName.REPRESENTATION, "Representation");
        tabs.put(ViewName.SWEEP, "Sweep");
        tabs.put(ViewName.SPEED, "Speed");
        return Collections.unmodifiableMap(tabs);
    }

    private void addTab(ViewName view, String words) {
        var tab = new ToggleButton(words);
        tab.setId("tab-" + view.cliName());
        tab.setUserData(view);
        tab.setMinWidth(USE_PREF_SIZE);
        tab.setToggleGroup(group);
        tab.setTooltip(new Tooltip("Ctrl+click shows it beside what is there"));
        tab.addEventFilter(
                MouseEvent.MOUSE_RELEASED,
                event -> {
                    if (event.isShortcutDown()) {
                        arrangement.toggleBeside(view);
                        tab.disarm();
                        event.consume();
                    }
                });
        tab.setOnAction(_ -> {
            tab.setSelected(true); // a click on the front tab does not close it
            arrangement.showAlone(view);
        });
        // Arrow keys select without an action.
        tab.selectedProperty()
                .addListener((_, _, selected) -> {
                    if (selected && arrangement.frontProperty().get() != view) {
                        arrangement.showAlone(view);
                    }
                });
        tabs.getChildren().add(tab);
    }

    private void show(List<ViewName> seen) {
        grid.getChildren().clear();
        if (seen.size() == 1) {
            stage.getChildren().setAll(panels.torn.slot(seen.getFirst()));
        } else {
            for (ViewName view : seen) {
                grid.getChildren().add(new LayoutBoundary(panels.torn.slot(view)));
            }
            stage.getChildren().setAll(scrolled);
        }
        pseudoClassStateChanged(SEVERAL, seen.size() > 1);
        mark(arrangement.frontProperty().get());
    }

    private void mark(ViewName front) {
        List<ViewName> seen = arrangement.seenProperty().get();
        for (Toggle toggle : List.copyOf(group.getToggles())) {
            var tab = (ToggleButton) toggle;
            if (tab.getUserData() == front) {
                group.selectToggle(tab);
            }
            tab.pseudoClassStateChanged(
                    BESIDE,
                    tab.getUserData() instanceof ViewName view
                            && view != front
                            && seen.contains(view));
        }
        seen.forEach(view -> panels.torn.slot(view).pseudoClassStateChanged(FRONT, view == front));
        place.textProperty()
                .bind(
                        switch (front) {
                            case STABILITY -> panels.stability.subtitleProperty();
                            case SPONTANEOUS -> panels.spontaneous.subtitleProperty();
                            case REPRESENTATION -> panels.representation.subtitleProperty();
                            case SWEEP -> panels.sweep.subtitleProperty();
                            case SPEED -> panels.speed.subtitleProperty();
                            default -> panels.masks.subtitleProperty();
                        });
    }
}
