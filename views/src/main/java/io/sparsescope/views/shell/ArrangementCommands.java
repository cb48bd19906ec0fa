package io.sparsescope.views.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.Rectangle2D;
import org.jspecify.annotations.Nullable;

/** What can be done about where views stand: side by side, or in windows of their own. */
final class ArrangementCommands {
    private final List<Command> commands = new ArrayList<>();
    private final WorkbenchPanels panels;

    private ArrangementCommands(WorkbenchPanels panels) {
        this.panels = panels;
    }

    /**
     * The commands.
     *
     * @param screen that windows of views are laid out over
     */
    static List<Command> list(WorkbenchPanels panels, Supplier<Rectangle2D> screen) {
        var list = new ArrangementCommands(panels);
        list.sideBySide();
        list.windows(screen);
        return list.commands;
    }

    private void sideBySide() {
        CentreViews.TABS.forEach((view, title) ->
                add(
                        "beside-" + view.cliName(),
                        title + " beside the others",
                        "Show or hide it beside the views in the middle",
                        null,
                        () -> panels.arrangement.toggleBeside(view)));
        add(
                "all-beside",
                "All views side by side",
                "Show all views of the middle in a grid; a click on a tab shows one alone",
                "Shortcut+Shift+A",
                panels.arrangement::showAll);
    }

    private void windows(Supplier<Rectangle2D> screen) {
        add(
                "tear-off",
                "Front view in its own window",
                "Move the view in front of the middle to a window of its own",
                "Shortcut+Shift+T",
                () -> panels.torn.tearOff(panels.front.get()));
        TornViews.TITLES.forEach((view, title) ->
                add(
                        "tear-off-" + view.cliName(),
                        title + " in its own window",
                        "Move " + title.toLowerCase(Locale.ROOT) + " to a window of its own",
                        null,
                        () -> panels.torn.tearOff(view)));
        add(
                "tile",
                "Tile the windows of views",
                "Lay them out over the screen in a grid",
                null,
                () -> panels.torn.tile(screen.get()));
        add(
                "bring-back",
                "Bring all views back",
                "Close the windows of views; each returns to its place",
                "Shortcut+Shift+B",
                panels.torn::bringAllBack);
    }

    private void add(
            String name, String label, String sentence, @Nullable String keys, Runnable action) {
        commands.add(Command.of("window." + name, label, sentence, keys, action));
    }
}
