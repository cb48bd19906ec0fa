package io.sparsescope.views.shell;

import io.sparsescope.views.control.WholeText;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Views that share the middle of the window, one in front of the others.
 *
 * <p>The others are in no scene at all, so that they neither draw nor are laid out while the slider
 * moves.
 */
final class CentreViews extends VBox {
    /** The views that can stand in the middle and what their tabs say, from left to right. */
    static final Map<ViewName, String> TABS = tabs();

    private static final double LEAST_PLACE = 300;
    private static final PseudoClass UNDER = PseudoClass.getPseudoClass("under");

    private final WorkbenchPanels panels;
    private final StackPane stage = new StackPane();
    private final HBox tabs = new HBox();
    private final Label place = new Label();
    private final ToggleGroup group = new ToggleGroup();

    CentreViews(WorkbenchPanels panels) {
        this.panels = panels;
        getStyleClass().add("centre-views");
        tabs.getStyleClass().add("view-tabs");
        TABS.forEach(this::addTab);
        place.getStyleClass().add("panel-place");
        WholeText.tell(place);
        place.setMaxWidth(Double.MAX_VALUE);
        place.managedProperty().bind(place.textProperty().isNotEmpty());
        HBox.setHgrow(place, Priority.ALWAYS);
        stage.getStyleClass().add("view-stage");
        stage.setMinSize(0, 0);
        setVgrow(stage, Priority.ALWAYS);
        getChildren().addAll(tabs, place, stage);
        widthProperty().addListener((_, _, width) -> placeWithin(width.doubleValue()));
        panels.front.addListener((_, _, now) -> show(now));
        show(panels.front.get());
    }

    /** Beside the tabs where there is room for a sentence, else under them. */
    private void placeWithin(double width) {
        tabs.getChildren().remove(place);
        boolean beside = width - tabs.prefWidth(-1) > LEAST_PLACE;
        getChildren().remove(place);
        if (beside) {
            tabs.getChildren().add(place);
        } else {
            getChildren().add(1, place);
        }
        place.pseudoClassStateChanged(UNDER, !beside);
    }

    private static Map<ViewName, String> tabs() {
        Map<ViewName, String> tabs = new EnumMap<>(ViewName.class);
        tabs.put(ViewName.MASKS, "Masks");
        tabs.put(ViewName.STABILITY, "Stability");
        tabs.put(ViewName.SPONTANEOUS, "Spontaneous neurons");
        tabs.put(ViewName.REPRESENTATION, "Representation shift");
        tabs.put(ViewName.SWEEP, "Sweep");
        return Collections.unmodifiableMap(tabs);
    }

    private void addTab(ViewName view, String words) {
        var tab = new ToggleButton(words);
        tab.setId("tab-" + view.cliName());
        tab.setUserData(view);
        tab.setMinWidth(USE_PREF_SIZE);
        tab.setToggleGroup(group);
        tab.setOnAction(_ -> tab.setSelected(true)); // a click on the front tab does not close it
        // Arrow keys select without an action.
        tab.selectedProperty()
                .addListener((_, _, selected) -> {
                    if (selected) {
                        panels.front.set(view);
                    }
                });
        tabs.getChildren().add(tab);
    }

    private void show(ViewName view) {
        List.copyOf(group.getToggles()).stream()
                .filter(tab -> tab.getUserData() == view)
                .forEach(group::selectToggle);
        Region panel = panels.panel(view);
        stage.getChildren().setAll(panel);
        place.textProperty()
                .bind(
                        switch (view) {
                            case STABILITY -> panels.stability.subtitleProperty();
                            case SPONTANEOUS -> panels.spontaneous.subtitleProperty();
                            case REPRESENTATION -> panels.representation.subtitleProperty();
                            case SWEEP -> panels.sweep.subtitleProperty();
                            default -> panels.masks.subtitleProperty();
                        });
    }
}
