package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.views.chart.SeriesChart.Mark;
import io.sparsescope.views.chart.SeriesChart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Circle;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Arrows move on every chart, Enter or the space bar chooses, Escape lets go. */
@ExtendWith(ApplicationExtension.class)
class ChartKeyboardTest {
    private final StackPane room = new StackPane();

    @Start
    void show(Stage stage) {
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        stage.setScene(new Scene(room, 520, 420));
        stage.show();
    }

    /** Shows a chart and gives it the focus, as Tab does; it shows where the focus is. */
    private <T extends Region> T focused(T chart) {
        FxThread.run(() -> {
            room.getChildren().setAll(chart);
            room.applyCss();
            room.layout();
        });
        assertTrue(chart.isFocusTraversable(), "Tab comes to it");
        FxThread.run(chart::requestFocus);
        FxThread.run(chart::applyCss);
        assertNotNull(chart.getBorder(), "the focus is seen");
        return chart;
    }

    private static void type(FxRobot robot, KeyCode... keys) {
        for (KeyCode key : keys) {
            robot.push(key);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void marksOfSeries(FxRobot robot) {
        List<Mark> chosen = new ArrayList<>();
        SeriesChart chart =
                focused(
                        FxThread.get(() -> {
                            var made = new SeriesChart("x", "y", false);
                            made.listen(
                                    mark -> "mark " + mark.series() + "." + mark.point(),
                                    chosen::add);
                            made.show(
                                    List.of(
                                            Series.over("a", new double[] {1, 2, 3}),
                                            Series.level("line", 3, 2),
                                            Series.over("b", new double[] {3, 2, 1})));
                            return made;
                        }));
        type(robot, KeyCode.ENTER);
        assertEquals(List.of(), chosen, "the first key only takes hold");
        type(robot, KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.DOWN, KeyCode.ENTER);
        assertEquals(List.of(new Mark(2, 2)), chosen, "past the series without marks");
        assertTrue(ring(chart).isVisible());
        assertEquals("mark 2.2", chart.getAccessibleHelp());
        type(robot, KeyCode.HOME, KeyCode.UP, KeyCode.SPACE);
        assertEquals(new Mark(0, 0), chosen.getLast());
        type(robot, KeyCode.ESCAPE);
        assertFalse(ring(chart).isVisible());
    }

    private static Node ring(Region chart) {
        return chart.getChildrenUnmodifiable().stream()
                .filter(Circle.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void positionsOnPrincipalAxes(FxRobot robot) {
        List<String> heard = new ArrayList<>();
        PlaneChart chart =
                focused(
                        FxThread.get(() -> {
                            var made = new PlaneChart();
                            double[][] points = {{0, 1}, {1, 0}, {2, 2}};
                            made.show(
                                    new PlaneChart.Picture(
                                            "1",
                                            "2",
                                            List.of(new PlaneChart.Run("dense", points))));
                            made.listen(
                                    position -> "token " + position,
                                    position -> heard.add("" + position));
                            return made;
                        }));
        type(robot, KeyCode.SPACE, KeyCode.RIGHT, KeyCode.END, KeyCode.LEFT);
        assertEquals(List.of("0", "1", "2", "1"), heard);
        assertEquals("Principal axes, token 1", chart.getAccessibleText());
        type(robot, KeyCode.ESCAPE);
        assertEquals("null", heard.getLast());
        assertEquals(-1, chart.selected());
    }

    @Test
    void cellsOfTheLogitLens(FxRobot robot) {
        LensGrid grid =
                focused(
                        FxThread.get(() -> {
                            var made = new LensGrid();
                            String[][] words = {{"a", "b", "c"}, {"d", "e", "f"}};
                            made.show(
                                    new LensGrid.Table(
                                            List.of("layer 0", "layer 1"),
                                            List.of("x", "y", "z"),
                                            words,
                                            new double[2][3]),
                                    5);
                            return made;
                        }));
        type(robot, KeyCode.ENTER);
        assertEquals(2, grid.selectedProperty().get(), "the last token first");
        type(robot, KeyCode.LEFT, KeyCode.DOWN);
        assertEquals(1, grid.selectedProperty().get());
        assertTrue(grid.getAccessibleText().startsWith("layer 1, after y: 'e'"));
        type(robot, KeyCode.ESCAPE);
        assertNull(grid.selectedProperty().get());
    }

    @Test
    void pointsOfAScatterPlotAndABrush(FxRobot robot) {
        ScatterChart chart =
                focused(
                        FxThread.get(() -> {
                            var made =
                                    new ScatterChart(
                                            new ScatterWords("x", "y", "a", "b", "c", "d"));
                            made.show(
                                    new double[] {0.01, 0.1, 1, 10},
                                    new double[] {0.01, 0.1, 1, 0.01});
                            return made;
                        }));
        type(robot, KeyCode.ENTER, KeyCode.RIGHT, KeyCode.RIGHT);
        assertEquals(2, chart.selectedProperty().get());
        type(robot, KeyCode.DOWN);
        assertEquals(1, chart.selectedProperty().get(), "the next lower one");
        for (int press = 0; press < 4; press++) {
            robot.push(KeyCode.SHIFT, KeyCode.LEFT);
            robot.push(KeyCode.SHIFT, KeyCode.DOWN);
        }
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(chart.brushedProperty().get().get(1), "it began there");
        type(robot, KeyCode.ESCAPE);
        assertTrue(chart.brushedProperty().get().isEmpty());
        assertNull(chart.selectedProperty().get());
    }

    @Test
    void theThresholdOfAHistogram(FxRobot robot) {
        List<String> told = new ArrayList<>();
        focused(
                FxThread.get(() -> {
                    var made = new HistogramChart();
                    made.show(new Sample(4, 8).histogram(), OptionalDouble.of(0.5), "");
                    made.setThresholdHandle(
                            new ThresholdHandle() {
                                @Override
                                public void moved(double value) {
                                    told.add("moved");
                                }

                                @Override
                                public void released() {
                                    told.add("released");
                                }

                                @Override
                                public void removed() {
                                    told.add("removed");
                                }
                            });
                    return made;
                }));
        type(robot, KeyCode.RIGHT, KeyCode.DELETE, KeyCode.ESCAPE);
        assertEquals(List.of("moved", "released", "removed", "removed"), told);
    }

    @Test
    void cellsOfAHeatMap(FxRobot robot) {
        HeatMap map =
                focused(
                        FxThread.get(() -> {
                            var made = new HeatMap();
                            made.show(new Sample(4, 8).values(ColorScale.DIVERGING));
                            return made;
                        }));
        type(robot, KeyCode.SPACE);
        assertEquals(new HeatMap.Cell(0, 0), map.selectedCellProperty().get());
        type(robot, KeyCode.RIGHT, KeyCode.DOWN);
        assertEquals(new HeatMap.Cell(1, 1), map.selectedCellProperty().get());
        type(robot, KeyCode.ESCAPE);
        assertNull(map.selectedCellProperty().get());
    }

    @Test
    void sitesOfTheModelMap(FxRobot robot) {
        SiteGrid grid =
                focused(
                        FxThread.get(() -> {
                            var made = new SiteGrid();
                            made.show(
                                    new SiteGridData(
                                            Sample.modelMap(3),
                                            List.of(Measure.REALISED_SPARSITY),
                                            PlaceOrder.byIndex(3)));
                            return made;
                        }));
        type(robot, KeyCode.ENTER);
        assertEquals(0, grid.selectedSiteProperty().get().layer());
        type(robot, KeyCode.DOWN);
        assertEquals(1, grid.selectedSiteProperty().get().layer());
        type(robot, KeyCode.ESCAPE);
        assertNull(grid.selectedSiteProperty().get());
    }

    @Test
    void tokensOfThePrompt(FxRobot robot) {
        TokenStrip strip =
                focused(
                        FxThread.get(() -> {
                            var made = new TokenStrip();
                            made.show(Sample.tokens(3));
                            return made;
                        }));
        type(robot, KeyCode.SPACE, KeyCode.RIGHT);
        assertEquals(1, strip.selectedPositionProperty().get());
        assertNotNull(strip.selectedBounds(), "it can be scrolled to");
        type(robot, KeyCode.ESCAPE);
        assertEquals(-1, strip.selectedPositionProperty().get());
    }
}
