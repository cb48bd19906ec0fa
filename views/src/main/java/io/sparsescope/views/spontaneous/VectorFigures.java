package io.sparsescope.views.spontaneous;

import io.sparsescope.engine.run.AxisAlignment;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.views.chart.SeriesChart.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Figures of vectors for charts. */
final class VectorFigures {
    /** Magnitudes beyond this share stand in a histogram's last bin. */
    private static final double SHOWN_SHARE = 0.995;

    private VectorFigures() {}

    /** Euclidean lengths by layer, a series for each kind of projection. */
    static List<Series> norms(SpontaneousVectors vectors) {
        return byKind(vectors, site -> norm(vectors, site));
    }

    /** The Euclidean length of a projection's vector. */
    static double norm(SpontaneousVectors vectors, ProjectionSite site) {
        double squares = 0;
        for (float value : at(vectors, site)) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    /** Cosines between the vectors that two sets of one space have at the same projections. */
    static List<Series> cosines(SpontaneousVectors one, SpontaneousVectors other) {
        return one.space() != other.space()
                ? List.of()
                : byKind(one, site -> cosine(one, other, site));
    }

    /** The cosine between the vectors of two sets at a projection; NaN where one has none. */
    static double cosine(SpontaneousVectors one, SpontaneousVectors other, ProjectionSite site) {
        return cosine(at(one, site), at(other, site));
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int channel = 0; channel < one.length && channel < other.length; channel++) {
            product += (double) one[channel] * other[channel];
            first += (double) one[channel] * one[channel];
            second += (double) other[channel] * other[channel];
        }
        return first == 0 || second == 0 ? Double.NaN : product / Math.sqrt(first * second);
    }

    private static float[] at(SpontaneousVectors vectors, ProjectionSite site) {
        return vectors.values().getOrDefault(site, new float[0]);
    }

    private static List<Series> byKind(
            SpontaneousVectors vectors, ToDoubleFunction<ProjectionSite> figure) {
        return byKind(vectors.values().keySet(), figure);
    }

    private static List<Series> byKind(
            Iterable<ProjectionSite> sites, ToDoubleFunction<ProjectionSite> figure) {
        Map<Projection, TreeMap<Integer, Double>> kinds = new EnumMap<>(Projection.class);
        for (ProjectionSite site : sites) {
            double value = figure.applyAsDouble(site);
            if (!Double.isNaN(value)) {
                kinds.computeIfAbsent(site.projection(), _ -> new TreeMap<>())
                        .put(site.layer(), value);
            }
        }
        List<Series> series = new ArrayList<>();
        kinds.forEach((projection, byLayer) ->
                series.add(
                        new Series(
                                projection.shortName(),
                                byLayer.keySet().stream()
                                        .mapToDouble(Integer::doubleValue)
                                        .toArray(),
                                byLayer.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray(),
                                true)));
        return series;
    }

    /** Shares of the shifts within the leading axes, and what a random direction would have. */
    static List<Series> alignment(AxisAlignment alignment) {
        List<Series> series =
                new ArrayList<>(byKind(alignment.cosines().keySet(), alignment::share));
        if (!series.isEmpty()) {
            series.add(
                    Series.level(
                            "random direction", alignment.explained().length, alignment.chance()));
        }
        return series;
    }

    /** The same in words, with the largest cosine. */
    static String alignmentWords(AxisAlignment alignment) {
        double largest = 0;
        String place = "";
        for (Map.Entry<ProjectionSite, double[]> entry : alignment.cosines().entrySet()) {
            for (int axis = 0; axis < entry.getValue().length; axis++) {
                double cosine = Math.abs(entry.getValue()[axis]);
                if (cosine > largest) {
                    largest = cosine;
                    ProjectionSite site = entry.getKey();
                    place = site.projection().shortName() + " of layer " + site.layer();
                    place += ", axis " + (axis + 1);
                }
            }
        }
        return place.isEmpty()
                ? "No vectors at o_proj or down_proj, whose shifts enter the residual stream."
                : String.format(
                        Locale.ROOT,
                        "The shifts W a of o_proj and down_proj against the %d leading principal axes"
                                + " of the dense residual stream after the layer; largest cosine"
                                + " %.2f, at %s.",
                        alignment.axisCount(),
                        largest,
                        place);
    }

    /** All magnitudes. */
    static float[] magnitudes(SpontaneousVectors vectors) {
        int count = vectors.values().values().stream().mapToInt(vector -> vector.length).sum();
        float[] all = new float[count];
        int filled = 0;
        for (float[] vector : vectors.values().values()) {
            for (float value : vector) {
                all[filled++] = Math.abs(value);
            }
        }
        return all;
    }

    /** Where a histogram of magnitudes ends. */
    static double shownLimit(float[] magnitudes) {
        float[] sorted = magnitudes.clone();
        Arrays.sort(sorted);
        float limit = sorted[(int) (SHOWN_SHARE * (sorted.length - 1))];
        return limit > 0 ? limit : 1;
    }
}
