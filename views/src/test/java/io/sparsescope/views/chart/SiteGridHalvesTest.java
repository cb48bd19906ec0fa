package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Arrays;
import java.util.List;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Two measures in every cell, and rows in another order than the model's. */
@ExtendWith(ApplicationExtension.class)
class SiteGridHalvesTest {
    private static final PlaceOrder ROWS = new PlaceOrder(new int[] {3, 0, 2, 1});

    private final ModelMap map = Sample.modelMap(4);
    private final SiteGrid grid = FxThread.get(SiteGrid::new);

    @Start
    void start(Stage stage) {
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        grid.show(
                new SiteGridData(
                        map, List.of(Measure.REALISED_SPARSITY, Measure.RELATIVE_ERROR), ROWS));
        stage.setScene(new Scene(new StackPane(grid), 700, 500));
        stage.show();
    }

    @Test
    void bothHalvesHaveTheColoursOfTheirValuesInTheRowOfTheirLayer() {
        Image picture = FxThread.get(() -> ChartExport.picture(grid, ChartTheme.LIGHT, 1));
        double highError = Math.max(1, largest(Measure.RELATIVE_ERROR));
        for (int place = 0; place < 4; place++) {
            int layer = ROWS.indexAt(place);
            for (Projection projection : Projection.values()) {
                Rectangle2D cell = grid.places().painted(new ProjectionSite(layer, projection));
                assertEquals(grid.places().rowTop(place), cell.getMinY());
                int y = (int) cell.getMinY() + 2;
                PixelReader pixels = picture.getPixelReader();
                double sparsity = map.value(Measure.REALISED_SPARSITY, layer, projection);
                double error = map.value(Measure.RELATIVE_ERROR, layer, projection);
                assertEquals(
                        ColorScale.SEQUENTIAL.argb(sparsity, 0, 1),
                        pixels.getArgb((int) cell.getMinX() + 2, y));
                assertEquals(
                        ColorScale.SEQUENTIAL_WARM.argb(error, 0, highError),
                        pixels.getArgb((int) cell.getMaxX() - 3, y));
            }
        }
    }

    private double largest(Measure measure) {
        double largest = 0;
        for (int layer = 0; layer < map.layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                largest = Math.max(largest, map.value(measure, layer, projection));
            }
        }
        return largest;
    }

    @Test
    void clicksAndArrowsGoByWhatIsDrawn(FxRobot robot) {
        robot.moveTo(middleOf(new ProjectionSite(0, Projection.K_PROJ))).clickOn();
        assertEquals(new ProjectionSite(0, Projection.K_PROJ), selected());
        robot.type(KeyCode.DOWN);
        assertEquals(new ProjectionSite(2, Projection.K_PROJ), selected());
        robot.type(KeyCode.HOME);
        assertEquals(new ProjectionSite(3, Projection.K_PROJ), selected());
        robot.type(KeyCode.END);
        assertEquals(new ProjectionSite(1, Projection.K_PROJ), selected());
        robot.type(KeyCode.ESCAPE, KeyCode.DOWN);
        assertEquals(new ProjectionSite(3, Projection.Q_PROJ), selected());
    }

    @Test
    void theMouseIsOverTheSiteThatANewOrderDrawsThere(FxRobot robot) {
        robot.moveTo(middleOf(new ProjectionSite(3, Projection.V_PROJ)));
        assertEquals(new ProjectionSite(3, Projection.V_PROJ), grid.hoveredSiteProperty().get());
        FxThread.run(() ->
                grid.show(
                        new SiteGridData(
                                map,
                                List.of(Measure.REALISED_SPARSITY, Measure.STABILITY),
                                PlaceOrder.byIndex(4))));
        assertEquals(new ProjectionSite(0, Projection.V_PROJ), grid.hoveredSiteProperty().get());
    }

    @Test
    void bothValuesAreSaidWhereTheMouseIsAndOfTheSelection(FxRobot robot) {
        ProjectionSite site = new ProjectionSite(2, Projection.UP_PROJ);
        robot.moveTo(middleOf(site)).clickOn();
        FxThread.awaitPulses();
        String words =
                "Layer 2, up_proj: realised sparsity %.1f %%, relative error %.3f"
                        .formatted(
                                100 * map.value(Measure.REALISED_SPARSITY, 2, Projection.UP_PROJ),
                                map.value(Measure.RELATIVE_ERROR, 2, Projection.UP_PROJ));
        assertEquals(words, robot.from(grid).lookup(".hover-label").queryLabeled().getText());
        assertEquals(words, grid.getAccessibleText());
    }

    @Test
    void everyHalfHasALegendThatSaysWhichItIs(FxRobot robot) {
        List<String> words =
                robot.from(grid).lookup(".color-legend").queryAll().stream()
                        .map(legend -> legend.getAccessibleText())
                        .toList();
        assertEquals(
                List.of(
                        "Realised sparsity, in the left half, colours from 0 to 100\u00a0%",
                        "Relative error, in the right half, colours from 0 to 1"),
                words);
    }

    @Test
    void aCellHasNoThirdPartAndRowsAreThoseOfTheMap() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new SiteGridData(map, List.of(Measure.values()), ROWS));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SiteGridData(Sample.modelMap(5), List.of(Measure.RELATIVE_ERROR), ROWS));
    }

    @Test
    void wordsOfHalvesAreShortWhateverTheValue() {
        SiteGridData data =
                new SiteGridData(
                        map, List.of(Measure.REALISED_SPARSITY, Measure.KL_CONTRIBUTION), ROWS);
        SiteGridScale share = SiteGridScale.of(data, ColorScale.SEQUENTIAL).getFirst();
        SiteGridScale nats = SiteGridScale.of(data, ColorScale.SEQUENTIAL).getLast();
        assertEquals(List.of("0.0", "48.7", "99.9", "100"), shorts(share, 0, 0.487, 0.9994, 1));
        assertEquals(
                List.of("0.000", "3e\u22125", "4e\u22124", "0.012", "12.3", "\u2013"),
                shorts(nats, 0, 0.00003, 0.0004, 0.0123, 12.34, Double.NaN));
        assertTrue(shorts(nats, 1e-12).getFirst().length() <= 5);
    }

    private static List<String> shorts(SiteGridScale scale, double... values) {
        return Arrays.stream(values).mapToObj(scale::shortText).toList();
    }

    private ProjectionSite selected() {
        return grid.selectedSiteProperty().get();
    }

    private Point2D middleOf(ProjectionSite site) {
        Rectangle2D cell = grid.places().cell(site);
        return grid.localToScreen(
                cell.getMinX() + cell.getWidth() / 2, cell.getMinY() + cell.getHeight() / 2);
    }
}
