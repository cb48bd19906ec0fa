package io.sparsescope.views.modelmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.chart.SiteGrid;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ModelMapPanelTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();
    private final ModelMapViewModel map = new ModelMapViewModel(session);

    @Start
    void show(Stage stage) {
        var now = session.experimentProperty().get();
        session.change(now.withSetting(SparsitySetting.DENSE.withTargetSparsity(0.5)));
        hand.engine().runAll();
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        var panel = new ModelMapPanel(map, session.results().failureProperty());
        stage.setScene(new Scene(panel, 700, 600));
        stage.show();
    }

    @Test
    void aSecondMeasureIsChosenAndTakenBackWithTheKeyboard(FxRobot robot) {
        Label correlation = robot.lookup("#measure-correlation").queryAs(Label.class);
        assertFalse(correlation.isVisible());
        robot.interact(() -> robot.lookup("#compared-measure-picker").query().requestFocus());
        robot.type(KeyCode.DOWN, 2);
        assertEquals(Optional.of(Measure.RELATIVE_ERROR), map.comparedMeasureProperty().get());
        assertEquals(2, shownLegends(robot));
        assertTrue(correlation.isVisible());
        assertTrue(correlation.getText().startsWith("rank correlation"), correlation.getText());
        robot.type(KeyCode.UP, 2);
        assertEquals(Optional.empty(), map.comparedMeasureProperty().get());
        assertEquals(1, shownLegends(robot));
        assertFalse(correlation.isVisible());
    }

    private static long shownLegends(FxRobot robot) {
        return robot.lookup(".color-legend").queryAll().stream()
                .filter(legend -> legend.isVisible())
                .count();
    }

    @Test
    void aClickSelectsTheLayerThatIsDrawnThere(FxRobot robot) {
        robot.clickOn("#layer-order");
        List<Integer> rows =
                LayerOrderTest.rows(Objects.requireNonNull(map.dataProperty().get()).rows());
        assertNotEquals(0, rows.getFirst());
        WaitForAsyncUtils.waitForFxEvents();
        SiteGrid grid = robot.lookup("#site-grid").queryAs(SiteGrid.class);
        robot.moveTo(grid.localToScreen(new Point2D(60, 50))).clickOn(); // q_proj of the first row
        assertEquals(
                new ProjectionSite(rows.getFirst(), Projection.Q_PROJ),
                session.selectionProperty().get().site());
        robot.type(KeyCode.DOWN);
        assertEquals(rows.get(1), session.selectionProperty().get().site().layer());
    }

    @Test
    void theOrderIsChosenWithTheKeyboardAndSaid(FxRobot robot) {
        Button order = robot.lookup("#layer-order").queryButton();
        robot.interact(order::requestFocus);
        robot.type(KeyCode.SPACE);
        assertEquals(LayerOrder.HIGHEST_FIRST, map.orderProperty().get());
        assertEquals(
                "Layers highest mean first; press for lowest mean first",
                order.getAccessibleText());
        robot.type(KeyCode.SPACE).type(KeyCode.SPACE);
        assertEquals(LayerOrder.BY_LAYER, map.orderProperty().get());
    }
}
