package io.sparsescope.views.shell;

import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** Which views stand side by side in the middle, and a way out of it for the one in front. */
final class ArrangementMenu extends MenuButton {
    private final CentreArrangement arrangement;

    ArrangementMenu(WorkbenchPanels panels) {
        super(null, new FontIcon(Material2OutlinedAL.DASHBOARD));
        arrangement = panels.arrangement;
        setId("arrangement");
        getStyleClass().addAll("button-icon", "flat", "no-arrow");
        setMinWidth(USE_PREF_SIZE);
        setAccessibleText("Views side by side");
        setTooltip(new Tooltip("Show views side by side, or one in a window of its own"));
        CentreViews.TABS.forEach(this::addView);
        var all = new MenuItem("All side by side");
        all.setId("arrange-all");
        all.setOnAction(_ -> arrangement.showAll());
        var tear = new MenuItem("Front view in its own window");
        tear.setId("arrange-tear-off");
        tear.setOnAction(_ -> panels.torn.tearOff(panels.front.get()));
        getItems().addAll(new SeparatorMenuItem(), all, tear);
    }

    private void addView(ViewName view, String words) {
        var item = new CheckMenuItem(words);
        item.setId("arrange-" + view.cliName());
        item.setOnAction(_ -> {
            arrangement.toggleBeside(view);
            item.setSelected(arrangement.seenProperty().get().contains(view));
        });
        arrangement.seenProperty().subscribe(seen -> item.setSelected(seen.contains(view)));
        getItems().add(item);
    }
}
