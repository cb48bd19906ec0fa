package io.sparsescope.views.spontaneous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class SpontaneousPanelTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();

    @Start
    void show(Stage stage) {
        stage.setScene(
                new Scene(new SpontaneousPanel(new SpontaneousViewModel(session)), 820, 760));
        stage.show();
    }

    private static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, action);
    }

    private static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> onFx(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("it did not happen within ten seconds", e);
        }
    }

    private void runAll() {
        onFx(() -> {
            hand.engine().runAll();
            return null;
        });
    }

    private SpontaneousUse use() {
        return onFx(() -> session.experimentProperty().get().intervention().spontaneous());
    }

    /** Reads a set and makes it act at half. */
    private void actWithASet(FxRobot robot) {
        onFx(() -> {
            session.change(
                    session.experimentProperty()
                            .get()
                            .withSetting(SparsitySetting.DENSE.withTargetSparsity(0.5)));
            session.vectors().read(Path.of("v50.safetensors"));
            return null;
        });
        runAll();
        ComboBox<VectorChoice> source = robot.lookup("#spontaneous-source").queryComboBox();
        onFx(() -> {
            source.getSelectionModel().selectLast();
            return null;
        });
        runAll();
    }

    @Test
    void aSetActsIsSwitchedAndScaled(FxRobot robot) {
        actWithASet(robot);
        assertInstanceOf(SpontaneousUse.Source.Loaded.class, use().source());
        Label acting = robot.lookup("#spontaneous-acting").query();
        until(() -> acting.getText().contains("v50.safetensors"));
        robot.clickOn("#spontaneous-switch-down");
        assertEquals(Set.of(new LevelScope(null, Projection.DOWN_PROJ)), use().setting().off());
        robot.clickOn("#spontaneous-switch-down");
        assertEquals(Set.of(), use().setting().off());
        Slider strength = robot.lookup("#spontaneous-strength").query();
        onFx(() -> {
            strength.requestFocus();
            return null;
        });
        robot.type(KeyCode.LEFT);
        until(() -> use().setting().strength() < 1);
        onFx(() -> {
            session.undo();
            return null;
        });
        assertEquals(1, use().setting().strength());
        until(() -> strength.getValue() == 1);
    }

    @Test
    void aTrainingShowsItsCurveAndLeavesASet(FxRobot robot) {
        int before = onFx(() -> session.vectors().sets().size());
        robot.clickOn("#spontaneous-train");
        runAll();
        until(() -> session.vectors().sets().size() == before + 1);
        Label words = robot.lookup("#spontaneous-training-words").query();
        until(() -> words.getText().startsWith("Held-out KL 0.4200 without"));
        TabPane charts = robot.lookup("#vector-charts").query();
        assertEquals("Curve", onFx(() -> charts.getSelectionModel().getSelectedItem().getText()));
    }

    @Test
    void measuringSaysWhatIsRecovered(FxRobot robot) {
        actWithASet(robot);
        robot.clickOn("#spontaneous-measure");
        runAll();
        Label words = robot.lookup("#spontaneous-effects").query();
        until(() -> words.getText().startsWith("Damage recovered 53"));
        assertTrue(words.getText().contains("down_proj"), words.getText());
    }
}
