package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.views.chart.SeriesChart.Mark;
import io.sparsescope.views.chart.SeriesChart.Series;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class SeriesChartTest {
    private static final List<Series> TWO =
            List.of(
                    new Series("first", new double[] {0, 10, 20}, new double[] {0, 4, 8}, true),
                    new Series(
                            "second",
                            new double[] {5, 15},
                            new double[] {2, 3},
                            new double[] {0.5, 0.25},
                            SeriesChart.Stroke.MARKED),
                    new Series(
                            "guide",
                            new double[] {0, 20},
                            new double[] {1, 1},
                            new double[0],
                            SeriesChart.Stroke.GUIDE));

    private final SeriesChart chart =
            FxThread.get(() -> new SeriesChart("across", "values", false));
    private final List<Mark> chosen = new ArrayList<>();

    @Start
    void show(Stage stage) {
        stage.setScene(new Scene(new StackPane(chart), 420, 320));
        stage.show();
    }

    private void show(boolean logarithmic) {
        FxThread.run(() -> {
            chart.listen(mark -> "mark " + mark.series() + "." + mark.point(), chosen::add);
            chart.show(TWO);
            chart.setLogarithmic(logarithmic);
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Point2D place(double x, double y) {
        Point2D inside = FxThread.get(() -> chart.place(x, y));
        assertNotNull(inside, "the chart was drawn");
        return FxThread.get(() -> chart.localToScreen(inside));
    }

    private Label label() {
        return FxThread.get(() ->
                chart.getChildrenUnmodifiable().stream()
                        .filter(HoverLabel.class::isInstance)
                        .map(Label.class::cast)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void aMarkUnderTheMouseSpeaksAndAClickChoosesIt(FxRobot robot) {
        show(false);
        robot.moveTo(place(15, 3));
        assertEquals("mark 1.1", label().getText());
        assertTrue(label().isVisible());
        robot.clickOn(place(10, 4));
        assertEquals(List.of(new Mark(0, 1)), chosen);
        robot.moveTo(place(17.5, 7.8));
        assertFalse(label().isVisible(), "there is no mark");
    }

    @Test
    void aGuideIsNoMark(FxRobot robot) {
        show(false);
        robot.clickOn(place(20, 1));
        assertEquals(List.of(), chosen);
    }

    @Test
    void onALogarithmicAxisDoublingsAreEqualStepsAndZeroHasNoPlace(FxRobot robot) {
        show(true);
        double up = place(0, 2).getY() - place(0, 4).getY();
        assertEquals(up, place(0, 4).getY() - place(0, 8).getY(), 0.01);
        assertTrue(up > 10);
        robot.clickOn(place(20, 8));
        assertEquals(List.of(new Mark(0, 2)), chosen, "marks keep their numbers");
    }
}
