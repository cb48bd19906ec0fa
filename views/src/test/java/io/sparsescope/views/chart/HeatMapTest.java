package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import io.sparsescope.views.chart.HeatMap.Cell;
import java.util.Objects;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class HeatMapTest {
    private static final double LEFT = HeatMapAxis.ROW_AXIS_WIDTH;
    private static final double TOP = 6;

    private final HeatMap map = FxThread.get(HeatMap::new);

    @Start
    void start(Stage stage) {
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        stage.setScene(new Scene(new StackPane(map), 878, 450));
        stage.show();
    }

    @Test
    void everyCellHasTheColourOfItsValue() {
        show(4, 8, (row, column) -> (row * 8 + column - 16) / 16f);
        Image picture = picture();
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 8; column++) {
                int expected = ColorScale.DIVERGING.argb((row * 8 + column - 16) / 16f, -1, 1);
                assertEquals(expected, at(picture, (row + 0.5) / 4, (column + 0.5) / 8));
            }
        }
    }

    @Test
    void aSingleOutlierAmongManyCellsOfAPixelIsSeen() {
        show(1, 16_000, (_, column) -> column == 8_010 ? -1 : 0.1f);
        Image picture = picture();
        assertEquals(ColorScale.DIVERGING.argb(-1, -1, 1), at(picture, 0.5, 8_010.5 / 16_000));
        assertEquals(ColorScale.DIVERGING.argb(0.1, -1, 1), at(picture, 0.5, 0.25));
    }

    @Test
    void aMaskSeenFromFarShowsTheShareOfKeptCells() {
        FxThread.run(() ->
                map.show(
                        new HeatMapData(
                                1600,
                                3200,
                                (row, column) -> (row + column) % 4 == 0 ? 1 : 0,
                                ColorScale.MASK,
                                0,
                                1,
                                HeatMapData.Aggregation.MEAN)));
        assertEquals(ColorScale.MASK.argb(0.25, 0, 1), at(picture(), 0.5, 0.5));
    }

    @Test
    void aValueThatIsNoNumberIsNeverHiddenByItsNeighbours() {
        show(1, 16_000, (_, column) -> column == 4_000 ? Float.NaN : 1);
        assertEquals(ColorScale.NOT_A_NUMBER, at(picture(), 0.5, 4_000.5 / 16_000));
    }

    @Test
    void manyShowsInOnePulseAreDrawnOnce() {
        show(4, 8, (_, _) -> 0);
        long before = map.drawCountProperty().get();
        FxThread.run(() -> {
            for (int value = 0; value < 100; value++) {
                float constant = value / 99f;
                map.show(data(4, 8, (_, _) -> constant));
            }
        });
        assertEquals(before + 1, map.drawCountProperty().get());
        assertEquals(ColorScale.DIVERGING.argb(1, -1, 1), at(picture(), 0.5, 0.5));
    }

    @Test
    void theWheelZoomsAroundTheCursor(FxRobot robot) {
        show(20, 1600, (_, _) -> 0);
        moveTo(robot, 0.25, 0.5);
        Cell before = Objects.requireNonNull(map.hoveredCellProperty().get());
        robot.scroll(6, VerticalDirection.UP);
        FxThread.awaitPulses();
        double columns = map.viewport().columns();
        robot.scroll(2, VerticalDirection.DOWN);
        FxThread.awaitPulses();
        assertTrue(columns != 1600 && map.viewport().columns() != columns);
        assertEquals(before, map.hoveredCellProperty().get());
    }

    @Test
    void aDragPansAndADoubleClickShowsEverything(FxRobot robot) {
        show(20, 1600, (_, _) -> 0);
        FxThread.run(() -> map.zoom(8, LEFT + 400, TOP + 200));
        double before = map.viewport().firstColumn();
        moveTo(robot, 0.5, 0.5);
        robot.press(MouseButton.PRIMARY).moveBy(-200, 0).release(MouseButton.PRIMARY);
        FxThread.awaitPulses();
        assertEquals(before + 200 * 200 / 800.0, map.viewport().firstColumn(), 1.5);
        assertNull(map.selectedCellProperty().get());
        robot.doubleClickOn(MouseButton.PRIMARY);
        FxThread.awaitPulses();
        assertEquals(Viewport.whole(20, 1600), map.viewport());
    }

    @Test
    void aClickSelectsAndArrowsKeepTheCellInView(FxRobot robot) {
        show(20, 1600, (_, _) -> 0);
        FxThread.run(() -> map.zoom(1000, LEFT, TOP));
        moveTo(robot, 0.01, 0.01);
        robot.clickOn(MouseButton.PRIMARY);
        assertEquals(new Cell(0, 0), map.selectedCellProperty().get());
        for (int step = 0; step < 25; step++) {
            robot.type(KeyCode.RIGHT);
        }
        robot.type(KeyCode.DOWN, 2);
        FxThread.awaitPulses();
        assertEquals(new Cell(2, 25), map.selectedCellProperty().get());
        assertTrue(map.viewport().firstColumn() + map.viewport().columns() >= 26);
        robot.type(KeyCode.ESCAPE);
        assertNull(map.selectedCellProperty().get());
    }

    @Test
    void keysZoomInOutAndBack(FxRobot robot) {
        show(20, 1600, (_, _) -> 0);
        moveTo(robot, 0.5, 0.5);
        robot.clickOn(MouseButton.PRIMARY);
        FxThread.run(() -> map.selectedCellProperty().set(new Cell(3, 1000)));
        robot.write("+++");
        FxThread.awaitPulses();
        double columns = map.viewport().columns();
        assertEquals(1600 / Math.pow(1.5, 3), columns, 1e-6);
        robot.write("-");
        FxThread.awaitPulses();
        assertEquals(columns * 1.5, map.viewport().columns(), 1e-6);
        robot.write("0");
        assertEquals(Viewport.whole(20, 1600), map.viewport());
    }

    @Test
    void aHoveredCellIsDescribedAndForgottenOutside(FxRobot robot) {
        show(4, 8, (_, _) -> 0);
        FxThread.run(() -> map.setCellDescription(cell -> "cell " + cell.row() + cell.column()));
        moveTo(robot, 0.9, 0.6);
        assertEquals(new Cell(2, 7), map.hoveredCellProperty().get());
        HoverLabel label = robot.from(map).lookup(".hover-label").queryAs(HoverLabel.class);
        assertEquals("cell 27", label.getText());
        assertTrue(label.isVisible());
        robot.moveTo(map.localToScreen(10, 440));
        assertNull(map.hoveredCellProperty().get());
        assertTrue(!label.isVisible());
    }

    @Test
    void aColumnOrderMovesPixelsButNotTheNamesOfCells(FxRobot robot) {
        show(1, 4, (_, column) -> column / 4f);
        FxThread.run(() -> map.setColumnOrder(new int[] {3, 1, 0, 2}));
        Image picture = picture();
        assertEquals(ColorScale.DIVERGING.argb(0.75, -1, 1), at(picture, 0.5, 0.1));
        assertEquals(ColorScale.DIVERGING.argb(0, -1, 1), at(picture, 0.5, 0.6));
        moveTo(robot, 0.1, 0.5);
        assertEquals(new Cell(0, 3), map.hoveredCellProperty().get());
        assertThrows(IllegalArgumentException.class, () -> new PlaceOrder(new int[] {0, 0, 1}));
    }

    @Test
    void aSelectionOutsideOfNewDataIsDropped() {
        show(20, 1600, (_, _) -> 0);
        FxThread.run(() -> map.selectedCellProperty().set(new Cell(19, 1599)));
        assertNotNull(map.selectedCellProperty().get());
        show(4, 8, (_, _) -> 0);
        assertNull(map.selectedCellProperty().get());
    }

    private void show(int rowCount, int columnCount, HeatMapData.CellValue values) {
        FxThread.run(() -> map.show(data(rowCount, columnCount, values)));
    }

    private static HeatMapData data(int rows, int columns, HeatMapData.CellValue values) {
        return new HeatMapData(
                rows,
                columns,
                values,
                ColorScale.DIVERGING,
                -1,
                1,
                HeatMapData.Aggregation.LARGEST_MAGNITUDE);
    }

    private Image picture() {
        return FxThread.get(() -> ChartExport.picture(map, ChartTheme.LIGHT, 1));
    }

    private int at(Image picture, double rowShare, double columnShare) {
        PixelReader reader = picture.getPixelReader();
        int x = (int) (LEFT + map.plot().plotWidth() * columnShare);
        int y = (int) (TOP + map.plot().plotHeight() * rowShare);
        return reader.getArgb(x, y);
    }

    private void moveTo(FxRobot robot, double columnShare, double rowShare) {
        Point2D point =
                map.localToScreen(
                        LEFT + map.plot().plotWidth() * columnShare,
                        TOP + map.plot().plotHeight() * rowShare);
        robot.moveTo(point);
        FxThread.awaitPulses();
    }
}
