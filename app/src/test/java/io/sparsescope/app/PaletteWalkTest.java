package io.sparsescope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.views.session.ErrorLog;
import io.sparsescope.views.shell.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testfx.util.WaitForAsyncUtils;

/** Every action of the palette, chosen there in the real program with the bundled model. */
final class PaletteWalkTest extends OpenProgram {
    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void everyActionDoesWhatItSaysOrSaysWhyNot() throws IOException {
        List<Command> commands = onFx(() -> workbench.window().orElseThrow().commands());
        List<String> wrote = new ArrayList<>();
        var seen = new AtomicInteger();
        for (Command command : commands) {
            assertFalse(command.sentence().isBlank(), command.id());
            int files = dialogs.written().size();
            choose(command);
            finish(command);
            untilShown();
            List<String> told =
                    onFx(() ->
                            session.errors().entries().stream()
                                    .skip(seen.get())
                                    .map(ErrorLog.Entry::message)
                                    .toList());
            seen.addAndGet(told.size());
            if (!told.isEmpty()) {
                assertTrue(
                        told.stream().allMatch(PaletteWalkTest::saysWhatToDo), command.id() + told);
            } else if (dialogs.written().size() > files) {
                Path file = dialogs.written().getLast();
                until(() -> Files.exists(file) && Files.size(file) > 0);
            }
            if (dialogs.written().size() > files) {
                wrote.add(command.id());
            }
        }
        assertTrue(wrote.size() > 20, "exports were not asked for files: " + wrote);
        assertEquals(List.of(stage), onFx(() -> List.copyOf(Window.getWindows())));
    }

    /** Nothing was swept or compared here. */
    private static boolean saysWhatToDo(String message) {
        return message.contains("no sweep to export; run one")
                || message.contains("no prompts were compared");
    }

    /** As a person does: open the palette, type the words, press Enter. */
    private void choose(Command command) {
        onFx(() -> {
            workbench.window().orElseThrow().commands().stream()
                    .filter(one -> one.id().equals("view.palette"))
                    .findFirst()
                    .orElseThrow()
                    .action()
                    .run();
            return true;
        });
        TextField query = lookup("#command-query").query();
        onFx(() -> {
            query.setText(command.label() + " " + command.sentence());
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        push(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Says yes to a card that asks how to export, and closes any other. */
    private void finish(Command command) {
        Optional<Node> go = lookup("#export-go").tryQuery();
        go.ifPresent(button -> clickOn(button));
        WaitForAsyncUtils.waitForFxEvents();
        if (lookup(".overlay .card-over").tryQuery().isPresent()) {
            push(KeyCode.ESCAPE);
        }
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(lookup(".overlay .card-over").tryQuery().isEmpty(), command.id());
        if (command.id().startsWith("window.tear-off")) {
            onFx(() -> {
                Window.getWindows().stream()
                        .filter(window -> window instanceof Stage torn && !torn.equals(stage))
                        .toList()
                        .forEach(Window::hide);
                return true;
            });
        }
    }
}
