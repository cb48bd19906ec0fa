package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SiteGridTest {
    private final SiteGrid grid = FxThread.get(SiteGrid::new);

    @Start
    void start(Stage stage) {
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        stage.setScene(new Scene(new StackPane(grid), 700, 500));
        stage.show();
    }

    @Test
    void everyCellHasTheColourOfItsValue() {
        ModelMap map = show(8);
        Image picture = FxThread.get(() -> ChartExport.picture(grid, ChartTheme.LIGHT, 1));
        for (int layer = 0; layer < 8; layer++) {
            for (Projection projection : Projection.values()) {
                Rectangle2D cell = grid.places().cell(new ProjectionSite(layer, projection));
                int x = (int) cell.getMinX() + 6;
                int y = (int) (cell.getMinY() + cell.getHeight() / 2);
                double value = map.value(ModelMap.Measure.REALISED_SPARSITY, layer, projection);
                assertEquals(
                        ColorScale.SEQUENTIAL.argb(value, 0, 1),
                        picture.getPixelReader().getArgb(x, y));
            }
        }
    }

    @Test
    void aClickSelectsAndArrowsMoveWithinTheModel(FxRobot robot) {
        show(8);
        robot.moveTo(middleOf(new ProjectionSite(2, Projection.GATE_PROJ)));
        robot.clickOn();
        assertEquals(new ProjectionSite(2, Projection.GATE_PROJ), selected());
        robot.type(KeyCode.DOWN).type(KeyCode.RIGHT, 5);
        assertEquals(new ProjectionSite(3, Projection.DOWN_PROJ), selected());
        robot.type(KeyCode.END).type(KeyCode.DOWN);
        assertEquals(new ProjectionSite(7, Projection.DOWN_PROJ), selected());
        robot.type(KeyCode.ESCAPE);
        assertNull(selected());
    }

    @Test
    void aHoveredSiteIsSaidInWords(FxRobot robot) {
        ModelMap map = show(8);
        ProjectionSite site = new ProjectionSite(5, Projection.O_PROJ);
        robot.moveTo(middleOf(site));
        FxThread.awaitPulses();
        assertEquals(site, grid.hoveredSiteProperty().get());
        double percent = 100 * map.value(ModelMap.Measure.REALISED_SPARSITY, 5, Projection.O_PROJ);
        assertEquals(
                "Layer 5, o_proj: realised sparsity %.1f %%".formatted(percent),
                robot.from(grid).lookup(".hover-label").queryLabeled().getText());
    }

    @Test
    void eightyLayersAreAllInView() {
        show(80);
        Rectangle2D last = grid.places().cell(new ProjectionSite(79, Projection.DOWN_PROJ));
        assertTrue(last.getMaxY() <= grid.getHeight(), last.toString());
        assertTrue(last.getHeight() >= 4, last.toString());
    }

    @Test
    void aSelectionThatASmallerModelLacksIsDropped() {
        show(80);
        FxThread.run(
                () -> grid.selectedSiteProperty().set(new ProjectionSite(70, Projection.Q_PROJ)));
        show(8);
        assertNull(selected());
    }

    private ModelMap show(int layerCount) {
        ModelMap map = Sample.modelMap(layerCount);
        FxThread.run(() -> grid.show(SiteGridData.of(map, ModelMap.Measure.REALISED_SPARSITY)));
        return map;
    }

    private @Nullable ProjectionSite selected() {
        return grid.selectedSiteProperty().get();
    }

    private Point2D middleOf(ProjectionSite site) {
        Rectangle2D cell = grid.places().cell(site);
        return grid.localToScreen(
                cell.getMinX() + cell.getWidth() / 2, cell.getMinY() + cell.getHeight() / 2);
    }
}
