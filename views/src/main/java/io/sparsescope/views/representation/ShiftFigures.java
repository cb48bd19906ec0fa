package io.sparsescope.views.representation;

import io.sparsescope.engine.observation.AnchorCurve;
import io.sparsescope.engine.observation.LayerShift;
import io.sparsescope.engine.observation.RunDistance;
import io.sparsescope.engine.observation.RunShift;
import io.sparsescope.engine.observation.RunStates;
import io.sparsescope.engine.observation.ValueCounts;
import io.sparsescope.engine.run.ShiftDetails;
import io.sparsescope.views.chart.PlaneChart;
import io.sparsescope.views.chart.SeriesChart.Series;
import io.sparsescope.views.panel.Figures;
import io.sparsescope.views.session.ShiftPicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Figures of the shift for charts; the dense, the sparse and the compensated run always together.
 */
final class ShiftFigures {
    static final String DENSE = "dense";
    static final String SPARSE = "sparse";
    static final String SPONTANEOUS = "sparse + spontaneous";

    private ShiftFigures() {}

    /** A measure of every layer; empty where it was not measured yet. */
    static List<Series> byLayer(ShiftPicture picture, ShiftMeasure measure) {
        var quick = measure.quick();
        if (quick != null) {
            List<Series> series = new ArrayList<>();
            series.add(of(SPARSE, picture.distances().sparse(), quick));
            RunDistance third = picture.distances().spontaneous();
            if (third != null) {
                series.add(of(SPONTANEOUS, third, quick));
            }
            return series;
        }
        ShiftDetails details = picture.details();
        var detailed = measure.detailed();
        int layers = picture.distances().sparse().layers().size();
        return details == null || detailed == null || details.layers().size() < layers
                ? List.of()
                : byLayer(details.layers(), measure, detailed);
    }

    private static Series of(
            String name,
            RunDistance run,
            ToDoubleFunction<io.sparsescope.engine.observation.LayerDistance> figure) {
        return Series.over(name, run.layers().stream().mapToDouble(figure).toArray());
    }

    private static List<Series> byLayer(
            List<LayerShift> layers, ShiftMeasure measure, ToDoubleFunction<RunShift> figure) {
        List<Series> series = new ArrayList<>();
        if (measure == ShiftMeasure.EFFECTIVE_RANK) {
            series.add(
                    Series.over(
                            DENSE,
                            layers.stream()
                                    .mapToDouble(layer -> layer.dense().spread().effectiveRank())
                                    .toArray()));
        }
        series.add(
                Series.over(
                        SPARSE,
                        layers.stream()
                                .mapToDouble(layer -> figure.applyAsDouble(layer.sparse()))
                                .toArray()));
        List<RunShift> third = new ArrayList<>();
        for (LayerShift layer : layers) {
            RunShift run = layer.spontaneous();
            if (run != null) {
                third.add(run);
            }
        }
        if (third.size() == layers.size()) {
            series.add(Series.over(SPONTANEOUS, third.stream().mapToDouble(figure).toArray()));
        }
        return series;
    }

    /** Shares of the values of one layer in every bin of all runs. */
    static List<Series> values(LayerShift layer) {
        return ofRuns(layer, (name, states) -> outline(name, states.values()));
    }

    private static Series outline(String name, ValueCounts counts) {
        double[] x = new double[counts.counts().length];
        double[] y = new double[x.length];
        for (int bin = 0; bin < x.length; bin++) {
            x[bin] = counts.low() + (bin + 0.5) * counts.binWidth();
            y[bin] = (double) counts.counts()[bin] / counts.total();
        }
        return new Series(name, x, y, false);
    }

    /** The distribution's distances of one layer, in words. */
    static String valueWords(LayerShift layer) {
        var words = new StringBuilder();
        words.append(SPARSE).append(": ").append(distances(layer.sparse()));
        RunShift third = layer.spontaneous();
        if (third != null) {
            words.append("; ").append(SPONTANEOUS).append(": ").append(distances(third));
        }
        ValueCounts dense = layer.dense().values();
        words.append(". Outside the bins lie ")
                .append(Figures.percent((double) (dense.below() + dense.above()) / dense.total()))
                .append(" of the dense values.");
        return words.toString();
    }

    private static String distances(RunShift shift) {
        return "JSD "
                + Figures.value(shift.jensenShannon())
                + " bits, W\u2081 "
                + Figures.value(shift.wasserstein());
    }

    /** Where every position but the sinks lies on the two leading axes of the dense run. */
    static PlaneChart.Picture plane(LayerShift layer, int firstCounted) {
        double[] explained = layer.explainedShares();
        return new PlaneChart.Picture(
                "principal axis 1 of the dense states (" + Figures.percent(explained[0]) + ")",
                "axis 2 (" + Figures.percent(explained[1]) + ")",
                ofRuns(
                        layer,
                        (name, states) ->
                                new PlaneChart.Run(
                                        name,
                                        Arrays.copyOfRange(
                                                states.points(),
                                                firstCounted,
                                                states.points().length))));
    }

    private interface RunFigure<T> {
        T of(String name, RunStates states);
    }

    private static <T> List<T> ofRuns(LayerShift layer, RunFigure<T> figure) {
        List<T> runs = new ArrayList<>();
        runs.add(figure.of(DENSE, layer.dense()));
        runs.add(figure.of(SPARSE, layer.sparse().states()));
        RunShift third = layer.spontaneous();
        if (third != null) {
            runs.add(figure.of(SPONTANEOUS, third.states()));
        }
        return runs;
    }

    /**
     * Channels that are always kept against the number of positions: the selected layer with what
     * independent masks would leave, and the first, middle and last layer.
     */
    static List<Series> anchors(List<AnchorCurve> anchors, int selected) {
        var shown = new TreeSet<Integer>();
        shown.addAll(List.of(0, anchors.size() / 2, anchors.size() - 1, selected));
        List<Series> series = new ArrayList<>();
        for (int layer : shown) {
            series.add(curve("layer " + layer, anchors.get(layer), AnchorCurve::kept));
        }
        series.add(
                curve(
                        "independent masks, layer " + selected,
                        anchors.get(selected),
                        AnchorCurve::independent));
        return series;
    }

    private static Series curve(
            String name, AnchorCurve curve, Function<AnchorCurve, double[]> figure) {
        double[] y = figure.apply(curve);
        double[] x = new double[y.length];
        for (int position = 0; position < x.length; position++) {
            x[position] = position + 1.0;
        }
        return new Series(name, x, y, false);
    }

    /** Where the runs first diverge, in words. */
    static String divergenceWords(ShiftPicture picture) {
        String words = SPARSE + " " + place(picture.distances().sparse());
        RunDistance third = picture.distances().spontaneous();
        return "First layer whose median relative L2 is above "
                + Figures.percent(RunDistance.DIVERGENCE)
                + ": "
                + words
                + (third == null ? "" : ", " + SPONTANEOUS + " " + place(third))
                + ".";
    }

    private static String place(@Nullable RunDistance run) {
        return run == null || run.firstDivergence().isEmpty()
                ? "none"
                : String.valueOf(run.firstDivergence().getAsInt());
    }
}
