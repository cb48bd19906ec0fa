package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.views.chart.SiteGrid;
import io.sparsescope.views.session.Theme;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

/** A newcomer is shown around, and a person settles how the window looks. */
class PreferencesAndTourTest extends OpenWindow {
    private String text(String id) {
        Labeled labeled = lookup(id).query();
        return onFx(labeled::getText);
    }

    @Test
    void theTourHasFourStepsAndMarksWhatTheyAreAbout() {
        push(KeyCode.SHIFT, KeyCode.F1);
        for (int step = 1; step <= 4; step++) {
            int now = step;
            assertTrue(
                    lookup("#tour-card .command-sentence").queryAllAs(Labeled.class).stream()
                            .anyMatch(words -> words.getText().equals("Step " + now + " of 4")));
            assertEquals(1, toured(), "one part is outlined");
            assertEquals(step == 4 ? "Start" : "Next", text("#tour-next"));
            clickOn("#tour-next");
        }
        assertTrue(lookup("#tour-card").tryQuery().isEmpty());
        assertEquals(0, toured());
    }

    @Test
    void theTourCanBeSkippedAndClosed() {
        push(KeyCode.SHIFT, KeyCode.F1);
        clickOn("#tour-skip");
        assertTrue(lookup("#tour-card").tryQuery().isEmpty());
        push(KeyCode.SHIFT, KeyCode.F1);
        push(KeyCode.ESCAPE);
        assertTrue(lookup("#tour-card").tryQuery().isEmpty());
        assertEquals(0, toured());
    }

    private long toured() {
        return onFx(() ->
                stage.getScene().getRoot().lookupAll("*").stream()
                        .filter(PreferencesAndTourTest::isToured)
                        .count());
    }

    private static boolean isToured(Node node) {
        return node.getPseudoClassStates().stream()
                .anyMatch(state -> state.getPseudoClassName().equals("toured"));
    }

    @Test
    void measuresTakeTheColoursThatAreChosen() {
        push(KeyCode.SHORTCUT, KeyCode.COMMA);
        ComboBox<?> colours = lookup("#preference-colours").query();
        SiteGrid grid = lookup("#site-grid").query();
        int before = onFx(() -> colourAt(grid));
        onFx(() -> {
            colours.getSelectionModel().selectLast();
            return true;
        });
        until(() -> colourAt(grid) != before);
        int grey = onFx(() -> colourAt(grid));
        assertEquals(grey >> 16 & 0xFF, grey & 0xFF, "grey has a hue");
        push(KeyCode.ESCAPE);
    }

    private static int colourAt(SiteGrid grid) {
        Image picture = grid.snapshot(null, null);
        return picture.getPixelReader()
                .getArgb((int) (picture.getWidth() * 0.6), (int) (picture.getHeight() * 0.4));
    }

    @Test
    void sizeAndThemeFollowAtOnce() {
        push(KeyCode.SHORTCUT, KeyCode.COMMA);
        ComboBox<?> scale = lookup("#preference-scale").query();
        Region content = lookup(".workbench").query();
        double before = onFx(content::getWidth);
        onFx(() -> {
            scale.getSelectionModel().selectLast();
            return true;
        });
        Node button = lookup("#preference-theme").query();
        double twice = onFx(() -> button.getLocalToSceneTransform().getMxx());
        assertEquals(2, twice, 1e-9, "everything is twice as large");
        until(() -> heatMap().localToScene(heatMap().getBoundsInLocal()).getWidth() < before * 1.5);
        ComboBox<?> theme = lookup("#preference-theme").query();
        onFx(() -> {
            theme.getSelectionModel().selectLast();
            return true;
        });
        assertEquals(Theme.DARK, onFx(() -> session.themeProperty().get()));
        push(KeyCode.ESCAPE);
        assertFalse(lookup("#preferences-card").tryQuery().isPresent());
    }
}
