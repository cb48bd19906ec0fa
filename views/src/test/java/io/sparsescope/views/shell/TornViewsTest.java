package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.views.export.TakenPicture;
import io.sparsescope.views.export.ViewExport;
import io.sparsescope.views.session.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.event.Event;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** Views stand side by side or in windows of their own, and all follow the one slider. */
class TornViewsTest extends OpenWindow {
    private void run(String id) {
        onFx(() -> {
            window.commands().stream()
                    .filter(command -> command.id().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .action()
                    .run();
            return id;
        });
    }

    private Node slotOf(String style) {
        return lookup(style).queryAs(Node.class);
    }

    @Test
    void controlClickShowsAViewBesideTheOthersAndAClickOneAlone() throws Exception {
        Node tab = lookup("#tab-stability").query();
        press(KeyCode.CONTROL);
        clickOn(tab);
        release(KeyCode.CONTROL);
        until(() -> lookup(".masks-panel").tryQuery().isPresent());
        assertTrue(lookup(".stability-panel").tryQuery().isPresent());
        save(stage.getScene(), "two-beside");
        double masks = slotOf(".masks-panel").localToScene(0, 0).getX();
        double stability = slotOf(".stability-panel").localToScene(0, 0).getX();
        assertTrue(masks < stability, "they do not stand side by side");
        clickOn("#tab-masks");
        until(() -> lookup(".stability-panel").tryQuery().isEmpty());
    }

    @Test
    void allViewsFollowTheSliderSideBySide() throws Exception {
        WaitForAsyncUtils.waitForAsyncFx(
                10_000,
                () -> {
                    stage.setWidth(1920);
                    stage.setHeight(1200);
                });
        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
        until(() -> lookup(".sweep-panel").tryQuery().isPresent());
        for (String panel : List.of(".masks-panel", ".stability-panel", ".spontaneous-panel")) {
            assertTrue(lookup(panel).tryQuery().isPresent(), panel);
        }
        long drawn = onFx(() -> heatMap().drawCountProperty().get());
        dragSliderRight();
        until(() -> heatMap().drawCountProperty().get() > drawn);
        save(stage.getScene(), "all-beside");
    }

    @Test
    void aTornViewFollowsTheSliderTheThemeAndTheKeysAndComesBack() throws Exception {
        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
        Stage torn = onFx(() -> window.torn().window(ViewName.MASKS));
        assertTrue(onFx(torn::isShowing));
        assertTrue(onFx(torn::getTitle).startsWith("Masks \u2013 "), onFx(torn::getTitle));
        assertTrue(lookup("Bring it back").tryQuery().isPresent(), "its place does not say where");
        assertSame(torn.getScene(), onFx(() -> heatMap().getScene()));
        long drawn = onFx(() -> heatMap().drawCountProperty().get());
        dragSliderRight();
        until(() -> heatMap().drawCountProperty().get() > drawn);
        double level = onFx(() -> session.experimentProperty().get().setting().targetSparsity());
        assertTrue(level > 0);
        until(() -> session.history().canUndoProperty().get());
        onFx(() -> {
            session.themeProperty().set(Theme.DARK);
            return 0;
        });
        WaitForAsyncUtils.waitForFxEvents();
        save(torn.getScene(), "torn-masks-dark");
        WaitForAsyncUtils.waitForAsyncFx(10_000, torn::requestFocus);
        onFx(() -> {
            heatMap().requestFocus();
            return 0;
        });
        onFx(() -> {
            var key =
                    new KeyEvent(
                            KeyEvent.KEY_PRESSED, "", "", KeyCode.Z, false, true, false, false);
            Event.fireEvent(heatMap(), key);
            return 0;
        });
        until(() -> session.experimentProperty().get().setting().targetSparsity() == 0);
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> torn.setX(1_280)); // it hid the button
        clickOn("Bring it back");
        until(() -> !torn.isShowing());
        assertSame(stage.getScene(), onFx(() -> heatMap().getScene()));
        assertTrue(onFx(() -> window.torn().torn().isEmpty()));
    }

    @Test
    void everyViewHasAWindowOnceAndTheyAreTiledOverTheScreen() {
        for (ViewName view : TornViews.TITLES.keySet()) {
            run("window.tear-off-" + view.cliName());
            run("window.tear-off-" + view.cliName());
        }
        assertEquals(TornViews.TITLES.keySet(), onFx(() -> window.torn().torn()));
        run("window.tile");
        Rectangle2D screen = onFx(window::screen);
        Stage first = onFx(() -> window.torn().window(ViewName.MAP));
        assertEquals(screen.getMinX(), onFx(first::getX), 1);
        assertEquals(10, TornViews.TITLES.size());
        assertEquals(screen.getWidth() / 4, onFx(first::getWidth), 1);
        run("window.bring-back");
        assertTrue(onFx(() -> window.torn().torn().isEmpty()));
    }

    @Test
    void aViewThatIsTornOffAgainGetsTheWindowThatItHad() {
        run("window.tear-off-map");
        Stage first = onFx(() -> window.torn().window(ViewName.MAP));
        run("window.bring-back");
        assertTrue(lookup("#site-grid").tryQuery().isPresent(), "the map is not back");
        assertTrue(onFx(() -> window.torn().content(ViewName.MAP).isEmpty()));
        run("window.tear-off-map");
        assertSame(first, onFx(() -> window.torn().window(ViewName.MAP)));
        assertSame(first.getScene(), onFx(() -> lookup("#site-grid").query().getScene()));
    }

    @Test
    void windowsOfViewsCloseWithTheMainOne() {
        run("window.tear-off-next-token");
        Stage torn = onFx(() -> window.torn().window(ViewName.NEXT_TOKEN));
        WaitForAsyncUtils.waitForAsyncFx(10_000, stage::close);
        until(() -> !torn.isShowing());
        assertFalse(onFx(torn::isShowing));
    }

    @Test
    void aTornViewIsExported() throws Exception {
        run("window.tear-off-map");
        Path file = Path.of("target", "torn-map.png");
        Files.deleteIfExists(file);
        onFx(() -> {
            window.exporter()
                    .export(ViewName.MAP, new ExportCard.Choice(ExportStyle.PRINT, 1), file);
            return 0;
        });
        until(() -> Files.exists(file));
    }

    /** A picture to look at. */
    private static void save(Scene scene, String name) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "pictures"));
        WaitForAsyncUtils.waitForFxEvents();
        TakenPicture picture = onFx(() -> ViewExport.pixels(scene.snapshot(null)));
        picture.write(directory.resolve(name + ".png"), Map.of());
    }
}
