package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ScatterChartTest {
    private static final double[] X = {0.01, 0.1, 1, 10};
    private static final double[] Y = {0.01, 0.1, 1, 0.01};

    private final ScatterChart chart =
            FxThread.get(() -> new ScatterChart(new ScatterWords("x", "y", "a", "b", "c", "d")));

    @Start
    void show(Stage stage) {
        stage.setScene(new Scene(new StackPane(chart), 500, 400));
        stage.show();
    }

    @BeforeEach
    void points() {
        FxThread.run(() -> chart.show(X, Y));
    }

    private Point2D onScreen(int point, double dx, double dy) {
        return FxThread.get(() -> {
            ScatterFrame frame = chart.frame();
            return chart.localToScreen(frame.pixelX(X[point]) + dx, frame.pixelY(Y[point]) + dy);
        });
    }

    @Test
    void aDragBrushesThePointsInItsRectangleAndEscapeReleasesThem(FxRobot robot) {
        robot.moveTo(onScreen(0, -9, 9))
                .press(MouseButton.PRIMARY)
                .moveTo(onScreen(1, 9, -9))
                .release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(BitSet.valueOf(new long[] {0b11}), chart.brushedProperty().get());
        robot.type(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(chart.brushedProperty().get().isEmpty());
    }

    @Test
    void aClickSelectsThePointUnderItAndEscapeReleasesIt(FxRobot robot) {
        robot.moveTo(onScreen(2, 2, 2)).clickOn(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(2, chart.selectedProperty().get());
        robot.type(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertNull(chart.selectedProperty().get());
    }

    @Test
    void theSamePointsAgainAreNotDrawnAgain() {
        long before = FxThread.get(chart::drawCount);
        FxThread.run(() -> chart.show(X.clone(), Y.clone()));
        assertEquals(before, FxThread.get(chart::drawCount));
        FxThread.run(() -> chart.show(new double[] {1}, new double[] {2}));
        assertEquals(before + 1, FxThread.get(chart::drawCount));
    }

    @Test
    void decadesAreLabelledAndZeroStandsAtTheStart() {
        LogScale scale = LogScale.of(new double[] {1e-6, 1e-5, 1e-2});
        assertEquals(0, scale.shareOf(0));
        assertTrue(scale.shareOf(1e-6) < 0.06);
        assertTrue(scale.ticks().stream().anyMatch(tick -> tick.words().equals("10\u207b\u2075")));
        assertTrue(scale.ticks().stream().anyMatch(tick -> tick.words().equals("0.01")));
    }
}
