package io.sparsescope.views.shell;

import io.sparsescope.views.control.ExplainedButton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Separator;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** Menus and tools in one row, both made from the commands. */
final class WorkbenchBar extends HBox {
    private final Map<String, Command> commands = new LinkedHashMap<>();

    WorkbenchBar(List<Command> all) {
        getStyleClass().add("workbench-bar");
        for (Command command : all) {
            commands.put(command.id(), command);
        }
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(menus(all), space);
        tool("file.open", Material2OutlinedAL.FOLDER_OPEN);
        separate();
        tool("edit.undo", Material2MZ.UNDO);
        tool("edit.redo", Material2MZ.REDO);
        separate();
        tool("run.run", Material2MZ.PLAY_ARROW);
        tool("run.stop", Material2MZ.STOP);
        separate();
        tool("view.theme", Material2AL.BRIGHTNESS_6);
        tool("view.palette", Material2MZ.SEARCH);
        tool("help.keys", Material2AL.HELP_OUTLINE);
    }

    private MenuBar menus(List<Command> all) {
        Map<String, Menu> menus = new LinkedHashMap<>();
        for (Command command : all) {
            var item = new MenuItem(command.label());
            item.setAccelerator(command.keys());
            item.setOnAction(_ -> command.run());
            item.disableProperty().bind(command.problem().map(words -> !words.isEmpty()));
            menus.computeIfAbsent(command.menu(), name -> new Menu(name)).getItems().add(item);
        }
        var bar = new MenuBar(menus.values().toArray(Menu[]::new));
        bar.setMinWidth(USE_PREF_SIZE);
        return bar;
    }

    private void tool(String id, Ikon icon) {
        Command command = commands.get(id);
        if (command == null) {
            throw new IllegalArgumentException("no command is called " + id);
        }
        var button = new Button(null, new FontIcon(icon));
        button.setId("tool-" + id.replace('.', '-'));
        button.getStyleClass().addAll("button-icon", "flat");
        button.setAccessibleText(command.label());
        String keys = command.keys() == null ? "" : " (" + command.keyText() + ")";
        button.setTooltip(new Tooltip(command.sentence() + keys));
        button.setOnAction(_ -> command.run());
        getChildren().add(new ExplainedButton(button, command.problem()));
    }

    private void separate() {
        getChildren().add(new Separator(Orientation.VERTICAL));
    }
}
