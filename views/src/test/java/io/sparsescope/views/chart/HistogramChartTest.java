package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.observation.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.event.ChartProgressEvent;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.ui.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class HistogramChartTest {
    private static final Histogram COUNTS = new Histogram(0, 4, new long[] {7, 5, 0, 2});

    private final HistogramChart chart = FxThread.get(HistogramChart::new);

    @Start
    void show(Stage stage) {
        stage.setScene(new Scene(new StackPane(chart), 400, 300));
        stage.show();
    }

    @Test
    void withoutThresholdEveryBinIsAKeptBar() {
        show(OptionalDouble.empty());
        HistogramBars bars = chart.bars();
        assertEquals(0, bars.getItemCount(HistogramBars.DROPPED));
        assertEquals(4, bars.getItemCount(HistogramBars.KEPT));
        for (int bin = 0; bin < 4; bin++) {
            assertEquals(COUNTS.counts()[bin], bars.getY(HistogramBars.KEPT, bin));
            assertEquals((double) bin, bars.getStartX(HistogramBars.KEPT, bin));
            assertEquals(bin + 1.0, bars.getEndX(HistogramBars.KEPT, bin));
        }
    }

    @Test
    void theBinAcrossTheThresholdIsSplitThere() {
        show(OptionalDouble.of(1.25));
        HistogramBars bars = chart.bars();
        assertEquals(2, bars.getItemCount(HistogramBars.DROPPED));
        assertEquals(3, bars.getItemCount(HistogramBars.KEPT));
        assertEquals(1.25, bars.getEndX(HistogramBars.DROPPED, 1));
        assertEquals(1.25, bars.getStartX(HistogramBars.KEPT, 0));
        assertEquals(5L, bars.getY(HistogramBars.DROPPED, 1));
        assertEquals(5L, bars.getY(HistogramBars.KEPT, 0));
    }

    @Test
    void theThresholdIsALabelledMarker() {
        show(OptionalDouble.of(1.25));
        var markers = chart.chart().getXYPlot().getDomainMarkers(Layer.FOREGROUND);
        ValueMarker marker = assertInstanceOf(ValueMarker.class, markers.iterator().next());
        assertEquals(1.25, marker.getValue());
        assertEquals("\u03c4 = 1.25", marker.getLabel().strip());
        show(OptionalDouble.of(2));
        assertEquals(1, chart.chart().getXYPlot().getDomainMarkers(Layer.FOREGROUND).size());
    }

    @Test
    void aNewHistogramIsOneRedraw() {
        show(OptionalDouble.empty());
        var redraws = new AtomicInteger();
        chart.chart()
                .addProgressListener(event -> {
                    if (event.getType() == ChartProgressEvent.DRAWING_FINISHED) {
                        redraws.incrementAndGet();
                    }
                });
        FxThread.run(() -> {
            chart.show(COUNTS, OptionalDouble.of(0.5), "title");
            chart.show(COUNTS, OptionalDouble.of(1), "title");
        });
        assertEquals(1, redraws.get());
    }

    @Test
    void theCountAxisTogglesAndKeepsItsData() {
        show(OptionalDouble.of(1));
        FxThread.run(chart::toggleCountScale);
        assertEquals(HistogramChart.CountScale.LOGARITHMIC, chart.countScale());
        assertInstanceOf(LogAxis.class, chart.chart().getXYPlot().getRangeAxis());
        assertEquals(0.5, chart.chart().getXYPlot().getRangeAxis().getLowerBound());
        FxThread.run(chart::toggleCountScale);
        assertEquals(0, chart.chart().getXYPlot().getRangeAxis().getLowerBound());
        assertEquals(7L, chart.bars().getY(HistogramBars.DROPPED, 0));
    }

    @Test
    void keysMoveTheThresholdAndLettingGoIsToldOnce(FxRobot robot) {
        show(OptionalDouble.of(1));
        var told = new RecordedHandle();
        FxThread.run(() -> {
            chart.setThresholdHandle(told);
            chart.requestFocus();
        });
        robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT).type(KeyCode.LEFT);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of(1.04, 0.96), told.values);
        assertEquals(2, told.releases);
    }

    @Test
    void theMarkerFollowsTheMouseAndADoubleClickTakesItAway(FxRobot robot) {
        show(OptionalDouble.of(1));
        var told = new RecordedHandle();
        FxThread.run(() -> chart.setThresholdHandle(told));
        robot.moveTo(marker()).press(MouseButton.PRIMARY).moveBy(60, 0);
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(1, told.releases);
        assertTrue(told.values.getLast() > 1.2, told.values.toString());
        robot.moveTo(marker()).doubleClickOn(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(1, told.removals);
        FxThread.run(() -> chart.setThresholdHandle(null));
        robot.press(MouseButton.PRIMARY).moveBy(40, 0).release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(1, told.releases);
    }

    private Point2D marker() {
        return FxThread.get(() -> chart.localToScreen(chart.thresholdPixel(), 120));
    }

    private static final class RecordedHandle implements ThresholdHandle {
        private final List<Double> values = new ArrayList<>();
        private int releases;
        private int removals;

        @Override
        public void moved(double value) {
            values.add(Math.round(value * 1e6) / 1e6);
        }

        @Override
        public void released() {
            releases++;
        }

        @Override
        public void removed() {
            removals++;
        }
    }

    private void show(OptionalDouble threshold) {
        FxThread.run(() -> chart.show(COUNTS, threshold, "title"));
    }
}
