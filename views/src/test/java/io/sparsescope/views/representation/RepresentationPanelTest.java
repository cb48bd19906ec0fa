package io.sparsescope.views.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testfx.api.FxAssert.verifyThat;

import io.sparsescope.engine.run.Look;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.concurrent.Callable;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class RepresentationPanelTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();
    private final Pane root = new Pane();

    @Start
    void show(Stage stage) {
        var panel =
                new RepresentationPanel(
                        new RepresentationViewModel(session), session.results().failureProperty());
        panel.setPrefSize(820, 600);
        root.getChildren().setAll(panel);
        stage.setScene(new Scene(root, 820, 600));
        stage.show();
        hand.engine().runAll();
    }

    private void onFx(Runnable action) {
        Callable<Boolean> call =
                () -> {
                    action.run();
                    return true;
                };
        WaitForAsyncUtils.waitForAsyncFx(10_000, call);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void tryLevel(double level) {
        onFx(() -> {
            var now = session.experimentProperty().get();
            session.change(now.withSetting(now.setting().withTargetSparsity(level)));
            hand.engine().runAll();
        });
    }

    private static String words(FxRobot robot, String id) {
        Labeled label = robot.lookup("#" + id).query();
        return label.getText();
    }

    @Test
    void itIsMeasuredWhileItIsInFrontOnly() {
        assertEquals(Look.Depth.REPRESENTATIONS, hand.engine().runs().getLast().look().depth());
        onFx(() -> {
            root.getChildren().clear();
            hand.engine().runAll();
        });
        assertEquals(Look.Depth.PREDICTIONS, hand.engine().runs().getLast().look().depth());
    }

    @Test
    void theFirstLayerThatDivergesIsNamedForBothRuns(FxRobot robot) {
        tryLevel(0.6);
        String subtitle = words(robot, "shift-layer-words");
        assertTrue(subtitle.contains("median"), subtitle);
        onFx(() -> {
            var now = session.experimentProperty().get();
            session.change(
                    now.withSpontaneous(
                            new SpontaneousUse(
                                    new SpontaneousUse.Source.MeanResidual(),
                                    SpontaneousSetting.FULL)));
            hand.engine().runAll();
        });
        var shown = session.results().shiftProperty().get();
        String both = ShiftFigures.divergenceWords(shown);
        assertTrue(both.contains("sparse + spontaneous"), both);
        assertEquals(2, ShiftFigures.byLayer(shown, ShiftMeasure.COSINE).size());
        assertEquals(3, ShiftFigures.byLayer(shown, ShiftMeasure.EFFECTIVE_RANK).size());
    }

    @Test
    void everyPageHasItsPicture(FxRobot robot) {
        tryLevel(0.5);
        robot.clickOn("Values");
        assertTrue(words(robot, "shift-value-words").contains("JSD"));
        robot.clickOn("Principal axes");
        assertTrue(words(robot, "shift-plane-words").contains("fitted to the dense run"));
        robot.clickOn("Logit lens");
        assertTrue(words(robot, "shift-lens-words").contains("predict next"));
        onFx(() ->
                robot.lookup("#shift-lens-run")
                        .queryAs(ComboBox.class)
                        .getSelectionModel()
                        .selectLast());
        assertEquals("No spontaneous neurons act.", words(robot, "shift-lens-words"));
        robot.clickOn("Always kept");
        assertTrue(words(robot, "shift-anchor-words").contains("survive"));
        verifyThat("#shift-charts", node -> node.isVisible());
    }

    @Test
    void aMeasureThatTakesLongerIsDrawnOfAllLayers(FxRobot robot) {
        tryLevel(0.5);
        var shown = session.results().shiftProperty().get();
        var series = ShiftFigures.byLayer(shown, ShiftMeasure.CKA);
        assertEquals(shown.distances().sparse().layers().size(), series.getFirst().y().length);
        onFx(() ->
                robot.lookup("#shift-measure")
                        .queryAs(ComboBox.class)
                        .getSelectionModel()
                        .select(ShiftMeasure.CKA));
        assertTrue(words(robot, "shift-layer-words").contains("CKA"));
    }
}
