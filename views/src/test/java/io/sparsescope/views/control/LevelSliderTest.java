package io.sparsescope.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import io.sparsescope.views.chart.FxThread;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class LevelSliderTest {
    private final LevelSlider slider = FxThread.get(LevelSlider::new);
    private final List<Boolean> adjustingSeen = new ArrayList<>();
    private final List<Boolean> adjustingAtChange = new ArrayList<>();

    @Start
    void start(Stage stage) {
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        stage.setScene(new Scene(new VBox(slider), 500, 120));
        stage.show();
        slider.adjustingProperty().addListener((_, _, now) -> adjustingSeen.add(now));
        slider.levelProperty()
                .addListener((_, _, _) -> adjustingAtChange.add(slider.adjustingProperty().get()));
    }

    @Test
    void aDragIsOneAdjustmentInWholePercents(FxRobot robot) {
        Node thumb = robot.from(slider).lookup(".thumb").query();
        robot.drag(thumb, MouseButton.PRIMARY).moveBy(120, 0);
        assertTrue(slider.adjustingProperty().get());
        double held = slider.getLevel();
        assertTrue(held > 0.1 && held < 0.95, "level " + held);
        assertEquals((double) Math.round(held * 100), held * 100, 1e-9);
        robot.drop();
        assertEquals(held, slider.getLevel());
        assertEquals(List.of(true, false), adjustingSeen);
        assertFalse(adjustingAtChange.contains(false));
    }

    @Test
    void aPressOnTheTrackIsAnAdjustmentToo(FxRobot robot) {
        Node track = robot.from(slider).lookup(".track").query();
        robot.clickOn(track);
        assertEquals(0.475, slider.getLevel(), 0.02);
        assertEquals(List.of(true, false), adjustingSeen);
    }

    @Test
    void keysStepByOnePercentAndReachTheEnds(FxRobot robot) {
        focusSlider();
        robot.type(KeyCode.RIGHT, 3);
        assertEquals(0.03, slider.getLevel());
        robot.type(KeyCode.LEFT);
        assertEquals(0.02, slider.getLevel());
        robot.type(KeyCode.END);
        assertEquals(0.95, slider.getLevel());
        robot.type(KeyCode.HOME);
        assertEquals(0, slider.getLevel());
        assertFalse(slider.adjustingProperty().get());
        assertFalse(adjustingAtChange.contains(false));
        assertEquals(12, adjustingSeen.size());
    }

    @Test
    void aTypedPercentageIsTakenOnEnterAndNonsenseIsNot(FxRobot robot) {
        robot.doubleClickOn(slider.lookup(".text-field")).write("42").type(KeyCode.ENTER);
        assertEquals(0.42, slider.getLevel());
        assertEquals(List.of(true, false), adjustingSeen);
        robot.doubleClickOn(slider.lookup(".text-field")).write("200").type(KeyCode.ENTER);
        assertEquals(0.42, slider.getLevel());
        assertTrue(isIn(slider.lookup(".text-field"), "error"));
    }

    @Test
    void levelsAboveSixtyPercentWarn() {
        FxThread.run(() -> slider.levelProperty().set(0.60));
        assertFalse(isIn(slider, "warning"));
        FxThread.run(() -> slider.levelProperty().set(0.61));
        assertTrue(isIn(slider, "warning"));
        Slider inner = (Slider) slider.lookup(".slider");
        assertTrue(inner.getAccessibleHelp().contains("degrade"), inner.getAccessibleHelp());
        assertEquals(List.of(), adjustingSeen);
    }

    @Test
    void aLevelSetFromOutsideIsRoundedAndClamped() {
        FxThread.run(() -> slider.levelProperty().set(0.4249));
        assertEquals(0.42, slider.getLevel());
        FxThread.run(() -> slider.levelProperty().set(0.99));
        assertEquals(0.95, slider.getLevel());
    }

    private void focusSlider() {
        FxThread.run(() -> slider.lookup(".slider").requestFocus());
    }

    private static boolean isIn(Node node, String state) {
        return node.getPseudoClassStates().contains(PseudoClass.getPseudoClass(state));
    }
}
