package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.views.control.EmptyState;
import io.sparsescope.views.control.LevelSlider;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.export.ViewExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.image.Image;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.robot.Motion;
import org.testfx.util.WaitForAsyncUtils;

/** Every chart and control in light and dark, as pictures in {@code target/gallery}. */
@ExtendWith(ApplicationExtension.class)
class GalleryTest {
    private final HeatMap values = FxThread.get(HeatMap::new);
    private final HeatMap mask = FxThread.get(HeatMap::new);
    private final SiteGrid grid = FxThread.get(SiteGrid::new);
    private final SiteGrid tallGrid = FxThread.get(SiteGrid::new);
    private final HistogramChart histogram = FxThread.get(HistogramChart::new);
    private final ScatterChart scatter =
            FxThread.get(() ->
                    new ScatterChart(
                            new ScatterWords(
                                    "reach of the mean",
                                    "reach of the rest",
                                    "prune",
                                    "fold into bias",
                                    "leave to the mask",
                                    "always keep")));
    private final TokenStrip strip = FxThread.get(TokenStrip::new);
    private final StreamView stream = FxThread.get(StreamView::new);
    private final LevelSlider low = FxThread.get(LevelSlider::new);
    private final LevelSlider high = FxThread.get(LevelSlider::new);
    private final ColorLegend legend = FxThread.get(ColorLegend::new);
    private final Sample sample = new Sample(48, 1536);
    private final GridPane root = FxThread.get(() -> new GridPane(24, 20));

    @Start
    void start(Stage stage) {
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        root.setStyle("-fx-background-color: -color-bg-default; -fx-padding: 24px;");
        fill();
        values.setPrefSize(860, 420);
        mask.setPrefSize(860, 260);
        grid.setPrefSize(620, 420);
        tallGrid.setPrefSize(300, 500);
        histogram.setPrefSize(620, 260);
        var header = new PanelHeader("Activation masks", "layer 3 mlp.down_proj, 48 positions");
        header.tools().add(new Button("Log"));
        var empty =
                new EmptyState(
                        Material2OutlinedAL.FOLDER_OPEN,
                        "Open a model to see its activations.",
                        "Open model\u2026",
                        () -> {});
        empty.setPrefHeight(190);
        root.add(new VBox(10, header, values, legend), 0, 0);
        root.add(grid, 1, 0);
        root.add(mask, 0, 1);
        root.add(histogram, 1, 1);
        root.add(new VBox(12, strip, stream), 0, 2);
        root.add(new VBox(12, low, high, empty), 1, 2);
        root.add(tallGrid, 2, 0, 1, 2);
        scatter.setPrefSize(300, 240);
        root.add(scatter, 2, 2);
        stage.setScene(new Scene(root, 1880, 1180));
        stage.show();
    }

    private void fill() {
        values.show(sample.values(ChartTheme.LIGHT.diverging()));
        values.setAxisTitles("position", "channel");
        values.setCellDescription(cell ->
                "position %d, channel %d: 0.0312, score 0.0312 \u2264 \u03c4 0.0410, dropped"
                        .formatted(cell.row(), cell.column()));
        values.selectedCellProperty().set(new HeatMap.Cell(20, 400));
        mask.show(sample.mask(ChartTheme.LIGHT.mask()));
        mask.setAxisTitles("position", "channel");
        legend.show(ColorScale.DIVERGING, -3, 3, "activation x");
        ModelMap map = Sample.modelMap(8);
        grid.show(SiteGridData.of(map, ModelMap.Measure.REALISED_SPARSITY));
        grid.selectedSiteProperty().set(new ProjectionSite(3, Projection.DOWN_PROJ));
        tallGrid.show(SiteGridData.of(Sample.modelMap(80), ModelMap.Measure.RELATIVE_ERROR));
        tallGrid.selectedSiteProperty().set(new ProjectionSite(33, Projection.UP_PROJ));
        histogram.show(sample.histogram(), OptionalDouble.of(0.83), "Input of layer 3 down_proj");
        var random = new java.util.Random(5);
        scatter.show(
                random.doubles(400).map(x -> Math.exp(4 * x)).toArray(),
                random.doubles(400).map(y -> Math.exp(3 * y)).toArray());
        scatter.selectedProperty().set(7);
        strip.show(Sample.tokens());
        strip.selectedPositionProperty().set(4);
        strip.setTint(p -> p > 9 && p < 14 ? Color.web("#f7c99b") : null);
        stream.show(Sample.tokens().tokens(), 11);
        low.levelProperty().set(0.4);
        high.levelProperty().set(0.8);
    }

    @Test
    void everyChartCanBePicturedInLightAndDark(FxRobot robot) throws IOException {
        robot.moveTo(values, Pos.CENTER, new Point2D(100, 20), Motion.DIRECT);
        Image light = picture(robot, ChartTheme.LIGHT, "light", 1);
        Image zoomed = zoomed(robot);
        robot.interact(() -> {
            Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
            histogram.toggleCountScale();
        });
        Image dark = picture(robot, ChartTheme.DARK, "dark", 1);
        assertEquals(light.getWidth(), dark.getWidth());
        assertEquals(2 * values.getWidth(), zoomed.getWidth(), 2);
        assertNotEquals(light.getPixelReader().getArgb(2, 2), dark.getPixelReader().getArgb(2, 2));
    }

    private Image zoomed(FxRobot robot) throws IOException {
        robot.interact(() -> values.zoomAroundSelection(18));
        WaitForAsyncUtils.waitForFxEvents();
        Image image =
                WaitForAsyncUtils.waitForAsyncFx(
                        5000, () -> ChartExport.picture(values, ChartTheme.LIGHT, 2));
        write(image, "zoomed");
        robot.interact(values::resetZoom);
        return image;
    }

    private Image picture(FxRobot robot, ChartTheme theme, String name, double scale)
            throws IOException {
        robot.interact(() -> {
            values.show(sample.values(theme.diverging()));
            mask.show(sample.mask(theme.mask()));
            legend.show(theme.diverging(), -3, 3, "activation x");
            grid.setTheme(theme);
            tallGrid.setTheme(theme);
            histogram.setTheme(theme);
            scatter.setTheme(theme);
        });
        WaitForAsyncUtils.sleep(300, TimeUnit.MILLISECONDS);
        Region whole = root;
        Image image =
                WaitForAsyncUtils.waitForAsyncFx(
                        5000, () -> ChartExport.picture(whole, theme, scale));
        write(image, name);
        return image;
    }

    private static void write(Image image, String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "gallery"));
        ViewExport.pixels(image).write(folder.resolve(name + ".png"), Map.of());
    }
}
