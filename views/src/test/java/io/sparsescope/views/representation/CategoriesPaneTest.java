package io.sparsescope.views.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.category.GroupShift;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.views.chart.SeriesChart.Series;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.WorkbenchSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class CategoriesPaneTest {
    private static final Path PROMPTS = Path.of("prompts", "mine.jsonl");

    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();
    private final RepresentationViewModel viewModel = new RepresentationViewModel(session);
    private Supplier<String> subtitle = () -> "";

    @TempDir private Path directory;

    @Start
    void show(Stage stage) {
        var panel =
                new RepresentationPanel(viewModel, session.results().failureProperty())
                        .atCategories();
        subtitle = panel.subtitleProperty()::get;
        panel.setPrefSize(900, 640);
        stage.setScene(new Scene(panel, 900, 640));
        stage.show();
        hand.engine().runAll();
        tryLevel(0.5);
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
        var now = session.experimentProperty().get();
        session.change(now.withSetting(now.setting().withTargetSparsity(level)));
        hand.engine().runAll();
    }

    private static Button button(FxRobot robot, String id) {
        return robot.lookup("#categories-" + id).queryButton();
    }

    private static String words(FxRobot robot, String id) {
        Labeled label = robot.lookup("#categories-" + id).query();
        return label.getText();
    }

    private void measure(FxRobot robot) {
        onFx(() -> viewModel.categories().choose(PROMPTS));
        robot.clickOn("#categories-measure");
        onFx(hand.engine()::runAll);
    }

    @Test
    void beforeTheFirstMeasureItSaysWhatToDo(FxRobot robot) {
        assertTrue(button(robot, "measure").isDisabled(), "no prompts yet");
        assertTrue(button(robot, "cancel").isDisabled(), "nothing to cancel");
        assertTrue(robot.lookup("#categories .empty-state").query().isVisible());
        assertFalse(robot.lookup("#categories-picture").query().isVisible());
        assertEquals("Prompts by tag, not measured yet.", subtitle.get());
        onFx(() -> viewModel.categories().choose(PROMPTS));
        assertFalse(button(robot, "measure").isDisabled());
        assertEquals("mine.jsonl", words(robot, "file"));
    }

    @Test
    void groupsAreDrawnListedAndNamedWithTheirSetting(FxRobot robot) {
        measure(robot);
        TableView<GroupShift> table = robot.lookup("#categories-table").queryTableView();
        assertTrue(robot.lookup("#categories-picture").query().isVisible());
        assertEquals(
                List.of("story", "dialogue", "counting", "all prompts"),
                table.getItems().stream().map(GroupShift::tag).toList());
        assertEquals(
                "Measured for teal 50.0\u00a0%, positions all; 8 prompts of mine.jsonl.",
                subtitle.get());
        assertTrue(words(robot, "words").contains("mean over the prompts"));
        assertFalse(robot.lookup("#categories-out-of-date").query().isVisible());
        GroupShift story = table.getItems().getFirst();
        assertEquals("0.250 \u00b1 0.050", CategoryFigures.divergence(story.sparse()));
        assertEquals("87.5 \u00b1 2.0\u00a0%", CategoryFigures.agreement(story.sparse()));
        assertEquals("none", CategoryFigures.divergenceLayer(story.sparse()));
        GroupShift counting = table.getItems().get(2);
        assertEquals("4", CategoryFigures.divergenceLayer(counting.sparse()));
        assertEquals("\u2013", CategoryFigures.divergence(story.spontaneous()));
    }

    @Test
    void afterTheSettingMovedItIsOutOfDateUntilItMovesBack(FxRobot robot) {
        measure(robot);
        Node warning = robot.lookup("#categories-out-of-date").query();
        onFx(() -> tryLevel(0.6));
        assertTrue(warning.isVisible());
        assertTrue(subtitle.get().startsWith("Out of date, measured for teal 50"));
        onFx(() -> tryLevel(0.5));
        assertFalse(warning.isVisible());
    }

    @Test
    void theMeasureThatIsPickedAppliesAndOthersAreNamed(FxRobot robot) {
        measure(robot);
        for (ShiftMeasure measure : List.of(ShiftMeasure.COSINE, ShiftMeasure.CKA)) {
            onFx(() ->
                    robot.lookup("#shift-measure")
                            .queryAs(ComboBox.class)
                            .getSelectionModel()
                            .select(measure));
            var shifts = session.results().categoriesProperty().get().shifts();
            boolean taken = measure == ShiftMeasure.COSINE;
            assertEquals(taken ? 3 : 0, CategoryFigures.byLayer(shifts, measure).size());
            assertEquals(!taken, words(robot, "words").contains("is not taken by tag"));
        }
    }

    @Test
    void runsWithSpontaneousVectorsAreDashedInTheirGroupsColour(FxRobot robot) {
        onFx(() -> {
            var now = session.experimentProperty().get();
            session.change(
                    now.withSpontaneous(
                            new SpontaneousUse(
                                    new SpontaneousUse.Source.MeanResidual(),
                                    SpontaneousSetting.FULL)));
            hand.engine().runAll();
        });
        measure(robot);
        var shifts = session.results().categoriesProperty().get().shifts();
        List<Series> series = CategoryFigures.byLayer(shifts, ShiftMeasure.RELATIVE_L2);
        assertEquals(List.of(0, 0, 1, 1, 2, 2), series.stream().map(Series::kind).toList());
        assertEquals(
                List.of(false, true, false, true, false, true),
                series.stream().map(Series::dashed).toList());
        assertTrue(series.get(1).y()[3] < series.get(0).y()[3]);
        assertTrue(subtitle.get().contains("teal-50.safetensors"));
        assertTrue(words(robot, "words").contains("dashed"));
        assertEquals(
                "\u22120.125 \u00b1 0.010", CategoryFigures.change(shifts.groups().getFirst()));
    }

    @Test
    void aRunningComparisonCanBeCancelledAndLeavesWhatWasThere(FxRobot robot) {
        onFx(() -> viewModel.categories().choose(PROMPTS));
        robot.clickOn("#categories-measure");
        onFx(() -> hand.engine().runSteps(1));
        assertFalse(button(robot, "cancel").isDisabled());
        assertTrue(button(robot, "measure").isDisabled());
        robot.clickOn("#categories-cancel");
        onFx(hand.engine()::runAll);
        assertTrue(button(robot, "cancel").isDisabled());
        assertFalse(button(robot, "measure").isDisabled());
        assertNull(session.results().categoriesProperty().get());
        measure(robot);
        assertEquals(3, session.results().categoriesProperty().get().shifts().groups().size());
    }

    @Test
    void promptsBesideTheModelAreOffered(FxRobot robot) throws IOException {
        assertFalse(button(robot, "offered").isVisible());
        Path folder = Files.createDirectories(directory.resolve("prompts"));
        Path file = Files.writeString(folder.resolve("bundled.jsonl"), "{}");
        onFx(() -> {
            session.open(directory.resolve("tiny"));
            hand.engine().runAll();
            tryLevel(0.4); // the fake engine answers no question twice
        });
        assertEquals("Use bundled.jsonl", button(robot, "offered").getText());
        robot.clickOn("#categories-offered");
        assertEquals(file, viewModel.categories().promptsProperty().get());
        assertFalse(button(robot, "offered").isVisible());
    }
}
