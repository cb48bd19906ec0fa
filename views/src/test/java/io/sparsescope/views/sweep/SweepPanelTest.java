package io.sparsescope.views.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.run.SweepOrder;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.sweep.SweepSpec;
import io.sparsescope.engine.sweep.SweepSpecFile;
import io.sparsescope.views.fake.HandSteppedSession;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class SweepPanelTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();

    @TempDir private Path folder;

    @Start
    void show(Stage stage) {
        var panel = new SweepPanel(new SweepViewModel(hand.session()));
        stage.setScene(new Scene(panel, 980, 640));
        stage.show();
    }

    private static void write(FxRobot robot, String levels) {
        Callable<Boolean> call =
                () -> {
                    TextInputControl field = robot.lookup("#sweep-levels").query();
                    field.setText(levels);
                    ((SweepPanel) field.getScene().getRoot()).into(Path.of("cells"));
                    return true;
                };
        WaitForAsyncUtils.waitForAsyncFx(10_000, call);
    }

    @Test
    void aFormBecomesASpecThatTheCommandReads(FxRobot robot) {
        write(robot, "60, 25");
        robot.clickOn("#sweep-topk");
        robot.clickOn("#sweep-means");
        robot.clickOn("#sweep-run");
        SweepOrder order = hand.engine().sweeps().getLast();
        assertEquals(Path.of("cells"), order.directory());
        SweepSpec spec = order.spec();
        assertEquals(2, spec.grids().size(), "methods alone, and TEAL with means");
        assertEquals(List.of(0.25, 0.6), spec.grids().getFirst().levels());
        assertTrue(spec.grids().getFirst().methods().contains(SparsityMethod.TOP_K));
        Path file = folder.resolve("spec.json");
        SweepSpecFile.write(file, spec);
        assertEquals(spec, SweepSpecFile.read(file));
    }

    @Test
    void allocationsAreChosenAndOneIsNeeded(FxRobot robot) {
        write(robot, "50");
        robot.clickOn("#sweep-greedy");
        robot.clickOn("#sweep-run");
        assertEquals(
                List.of(SweepCell.UNIFORM, SweepCell.GREEDY),
                hand.engine().sweeps().getLast().spec().grids().getFirst().allocations());
        robot.clickOn("#sweep-greedy");
        robot.clickOn("#sweep-uniform");
        robot.clickOn("#sweep-run");
        Labeled problem = robot.lookup("#sweep-problem").query();
        assertTrue(problem.getText().contains("greedy"), problem.getText());
        assertEquals(1, hand.engine().sweeps().size());
    }

    @Test
    void whatIsWrongWithTheFormIsSaidAndNothingRuns(FxRobot robot) {
        write(robot, "a lot");
        robot.clickOn("#sweep-run");
        Labeled problem = robot.lookup("#sweep-problem").query();
        assertTrue(problem.getText().contains("a lot"), problem.getText());
        assertEquals(List.of(), hand.engine().sweeps());
    }

    @Test
    void levelsAreSharesOrPercent() {
        assertEquals(List.of(0.25, 0.5), SweepViewModel.levels("0.5; 25 , 50"));
        assertThrows(IllegalArgumentException.class, () -> SweepViewModel.levels(" , "));
        assertThrows(IllegalArgumentException.class, () -> SweepViewModel.levels("-3"));
    }
}
