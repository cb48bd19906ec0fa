package io.sparsescope.views.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.bench.DecodeFigures;
import io.sparsescope.engine.bench.Spread;
import io.sparsescope.engine.run.DecodingSpeed;
import io.sparsescope.engine.run.GeneratedStream;
import io.sparsescope.engine.run.StreamKind;
import io.sparsescope.engine.table.Grid;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.engine.table.Values;
import io.sparsescope.views.chart.SeriesChart.Series;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.NothingToExportException;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class SpeedPanelTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();
    private final SpeedViewModel viewModel = new SpeedViewModel(session);
    private final SpeedPanel[] panel = new SpeedPanel[1];

    @Start
    void show(Stage stage) {
        panel[0] = new SpeedPanel(viewModel);
        panel[0].setPrefSize(800, 600);
        stage.setScene(new Scene(panel[0], 800, 600));
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
        var now = session.experimentProperty().get();
        onFx(() -> {
            session.change(now.withSetting(now.setting().withTargetSparsity(level)));
            hand.engine().runAll();
        });
    }

    private static List<SpeedRow> rows(FxRobot robot) {
        TableView<SpeedRow> table = robot.lookup("#speed-table").queryTableView();
        return List.copyOf(table.getItems());
    }

    private static List<String> names(FxRobot robot) {
        return rows(robot).stream().map(SpeedRow::what).filter(name -> !isText(name)).toList();
    }

    private static boolean isText(String name) {
        return name.startsWith("text");
    }

    private void measure(FxRobot robot) {
        robot.clickOn("#speed-measure");
        onFx(hand.engine()::runAll);
    }

    @Test
    void levelsAreListedWithWhatTheMemoryAllows(FxRobot robot) {
        tryLevel(0.6);
        measure(robot);
        assertEquals(
                List.of("dense", "teal 25\u00a0%", "teal 50\u00a0%", "teal 80\u00a0%", "as set"),
                names(robot));
        SpeedRow half = rows(robot).get(2);
        assertEquals("32.0", SpeedFigures.rate(half.tokensPerSecond() * 1.1));
        assertEquals("1100", SpeedFigures.megabytes(half.bytesPerToken()));
        assertEquals("80.0\u00a0%", SpeedFigures.share(half.bandwidthShare()));
        assertEquals("1.62\u00d7", SpeedFigures.factor(half.speedUp()));
        assertEquals("1.82\u00d7", SpeedFigures.factor(half.ceiling()));
        assertTrue(
                panel[0].subtitleProperty()
                        .get()
                        .startsWith("Memory 40.0 GB/s (40.0 to 40.0), 2 threads"),
                panel[0].subtitleProperty()::get);
    }

    @Test
    void aShareOverEverythingThatMemoryGivesIsExplained(FxRobot robot) {
        measure(robot);
        DecodingSpeed speed = viewModel.speedProperty().get();
        assertFalse(SpeedFigures.words(speed).contains("caches"));
        var small =
                new DecodingSpeed(
                        speed.intervention(),
                        speed.threads(),
                        speed.weights(),
                        speed.weightBytes(),
                        speed.bandwidth(),
                        speed.rounds(),
                        speed.over(),
                        speed.levels().stream().map(SpeedPanelTest::readTwiceAsFast).toList(),
                        speed.present());
        assertTrue(SpeedFigures.words(small).endsWith("processor's caches."));
    }

    private static DecodeFigures readTwiceAsFast(DecodeFigures level) {
        double share = 2 * level.bandwidthShare().median();
        return new DecodeFigures(
                level.sparsity(),
                level.tokensPerSecond(),
                level.bytesPerToken(),
                new Spread(share, share, share),
                level.speedUp(),
                level.ceiling());
    }

    @Test
    void theCurvesAreTheRowsAndTheSettingAPointOfItsOwn(FxRobot robot) {
        tryLevel(0.6);
        measure(robot);
        DecodingSpeed speed = viewModel.speedProperty().get();
        List<Series> curves = SpeedFigures.curves(speed);
        assertEquals(
                List.of("measured", "as set", "ceiling by bytes"),
                curves.stream().map(Series::name).toList());
        for (int level = 0; level < speed.levels().size(); level++) {
            SpeedRow row = rows(robot).get(level);
            assertEquals(row.speedUp(), curves.getFirst().y()[level]);
            assertEquals(row.ceiling(), curves.getLast().y()[level]);
        }
        assertEquals(60, curves.get(1).x()[0], 1e-9);
    }

    @Test
    void textsStandBelowAndAreMeasuredByTheDenseOne(FxRobot robot) {
        tryLevel(0.5);
        measure(robot);
        List<SpeedRow> texts = rows(robot).stream().filter(row -> isText(row.what())).toList();
        var generation = session.streams().updateProperty().get().generation();
        GeneratedStream dense = generation.stream(StreamKind.DENSE).orElseThrow();
        GeneratedStream sparse = generation.stream(StreamKind.SPARSE).orElseThrow();
        assertEquals("text, dense", texts.getFirst().what());
        assertEquals("text, sparse", texts.get(1).what());
        assertEquals(1, texts.getFirst().speedUp());
        assertEquals(
                sparse.tokensPerSecond() / dense.tokensPerSecond(), texts.get(1).speedUp(), 1e-12);
        assertEquals(
                sparse.tokensPerSecond() * sparse.bytesPerToken() / 40e9,
                texts.get(1).bandwidthShare(),
                1e-12);
    }

    @Test
    void beforeTheFirstMeasureTextsAloneAreListedAndNothingIsExported(FxRobot robot) {
        assertEquals(List.of(), names(robot));
        assertFalse(rows(robot).isEmpty(), "texts are written");
        assertTrue(Double.isNaN(rows(robot).getFirst().bandwidthShare()));
        assertEquals(
                "What sparsity buys on this machine, not measured yet.",
                panel[0].subtitleProperty().get());
        var nothing = assertThrows(NothingToExportException.class, viewModel::tables);
        assertTrue(String.valueOf(nothing.getMessage()).contains("measure it"));
    }

    @Test
    void cancelKeepsTheRoundsThatAreDone(FxRobot robot) {
        Button cancel = robot.lookup("#speed-cancel").queryButton();
        assertTrue(cancel.isDisabled());
        robot.clickOn("#speed-measure");
        onFx(hand.engine()::step);
        assertFalse(cancel.isDisabled());
        assertTrue(robot.lookup("#speed-measure").queryButton().isDisabled());
        robot.clickOn("#speed-cancel");
        onFx(hand.engine()::runAll);
        assertEquals(1, viewModel.speedProperty().get().rounds());
        assertTrue(viewModel.speedProperty().get().over());
        assertTrue(cancel.isDisabled());
    }

    @Test
    void anotherSettingIsSaidToBeAnother(FxRobot robot) {
        tryLevel(0.5);
        measure(robot);
        var warning = robot.lookup("#speed-out-of-date").query();
        assertFalse(warning.isVisible());
        tryLevel(0.25);
        assertTrue(warning.isVisible());
        tryLevel(0.5);
        assertFalse(warning.isVisible());
    }

    @Test
    void theExportHasEveryLevel(FxRobot robot) {
        tryLevel(0.5);
        measure(robot);
        ResultTables tables = viewModel.tables();
        var rate = ((Grid) tables.tables().getFirst()).columns().getFirst();
        assertEquals("rate", rate.name());
        var values = (Values.Doubles) rate.values();
        assertEquals(5, values.length());
        assertEquals(
                "40.0", String.valueOf(viewModel.speedProperty().get().bandwidth().median() / 1e9));
        assertEquals(
                session.experimentProperty().get().intervention().words(),
                tables.provenance().get("Measured with"));
    }
}
