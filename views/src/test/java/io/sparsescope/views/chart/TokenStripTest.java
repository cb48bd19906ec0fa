package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import java.util.Comparator;
import java.util.List;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class TokenStripTest {
    private final TokenStrip strip = FxThread.get(TokenStrip::new);

    @Start
    void start(Stage stage) {
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        strip.show(Sample.tokens());
        stage.setScene(new Scene(new VBox(strip), 420, 300));
        stage.show();
    }

    @Test
    void aClickSelectsOnePosition(FxRobot robot) {
        robot.clickOn(chip(robot, 3));
        assertSelection(3, 3, 3);
        assertEquals(1, selectedChips(robot));
    }

    @Test
    void aShiftClickExtendsFromTheFirstPositionInBothDirections(FxRobot robot) {
        robot.clickOn(chip(robot, 5));
        robot.press(KeyCode.SHIFT).clickOn(chip(robot, 8));
        assertSelection(8, 5, 8);
        robot.clickOn(chip(robot, 2)).release(KeyCode.SHIFT);
        assertSelection(2, 2, 5);
        assertEquals(4, selectedChips(robot));
    }

    @Test
    void arrowsMoveAndStopAtTheEnds(FxRobot robot) {
        robot.clickOn(chip(robot, 1));
        robot.type(KeyCode.RIGHT);
        assertSelection(2, 2, 2);
        robot.type(KeyCode.LEFT, 5);
        assertSelection(0, 0, 0);
        robot.type(KeyCode.END).type(KeyCode.RIGHT);
        int last = Sample.tokens().length() - 1;
        assertSelection(last, last, last);
        robot.press(KeyCode.SHIFT).type(KeyCode.LEFT).release(KeyCode.SHIFT);
        assertSelection(last - 1, last - 1, last);
        robot.type(KeyCode.ESCAPE);
        assertSelection(-1, -1, -1);
    }

    @Test
    void downReachesTheNextLineAndUpComesBack(FxRobot robot) {
        robot.clickOn(chip(robot, 2));
        double line = chip(robot, 2).getLayoutY();
        robot.type(KeyCode.DOWN);
        int below = strip.selectedPositionProperty().get();
        assertTrue(chip(robot, below).getLayoutY() > line, "position " + below);
        robot.type(KeyCode.UP);
        assertEquals(line, chip(robot, strip.selectedPositionProperty().get()).getLayoutY());
    }

    @Test
    void aPositionSetFromOutsideIsSelectedAlone(FxRobot robot) {
        robot.clickOn(chip(robot, 1));
        robot.press(KeyCode.SHIFT).clickOn(chip(robot, 4)).release(KeyCode.SHIFT);
        FxThread.run(() -> strip.selectedPositionProperty().set(7));
        assertSelection(7, 7, 7);
    }

    @Test
    void whiteSpaceThatWouldNotBeSeenIsDrawnAsASign() {
        assertEquals("\u21b5", TokenChip.visible("\n"));
        assertEquals("\u00b7\u00b7", TokenChip.visible("  "));
        assertEquals("\u21e5x", TokenChip.visible("\tx"));
        assertEquals("word", TokenChip.visible("word"));
    }

    @Test
    void aShorterPromptDropsASelectionPastItsEnd() {
        FxThread.run(() -> strip.selectedPositionProperty().set(30));
        FxThread.run(() -> strip.show(Sample.tokens(10)));
        assertSelection(-1, -1, -1);
    }

    @Test
    void aTintColoursItsChipOnly(FxRobot robot) {
        FxThread.run(() -> strip.setTint(position -> position == 2 ? Color.RED : null));
        var fill = chip(robot, 2).getBackground().getFills().getLast().getFill();
        assertEquals(Color.RED, fill);
        assertTrue(!chip(robot, 3).getBackground().getFills().getLast().getFill().equals(fill));
        FxThread.run(() -> strip.setTint(null));
        assertTrue(!chip(robot, 2).getBackground().getFills().getLast().getFill().equals(fill));
    }

    private void assertSelection(int position, int start, int end) {
        assertEquals(
                List.of(position, start, end),
                List.of(
                        strip.selectedPositionProperty().get(),
                        strip.selectionStartProperty().get(),
                        strip.selectionEndProperty().get()));
    }

    private TokenChip chip(FxRobot robot, int position) {
        return chips(robot).get(position);
    }

    private List<TokenChip> chips(FxRobot robot) {
        return robot.from(strip).lookup(".token-chip").<TokenChip>queryAll().stream()
                .sorted(Comparator.comparingInt(TokenChip::position))
                .toList();
    }

    private long selectedChips(FxRobot robot) {
        PseudoClass selected = PseudoClass.getPseudoClass("selected");
        return chips(robot).stream()
                .filter(chip -> chip.getPseudoClassStates().contains(selected))
                .count();
    }
}
