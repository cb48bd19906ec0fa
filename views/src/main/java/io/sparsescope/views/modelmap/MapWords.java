package io.sparsescope.views.modelmap;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.run.Contributions;
import io.sparsescope.engine.run.MeasureCorrelation;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.views.panel.Figures;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the model map says in words. */
final class MapWords {
    private MapWords() {}

    /** A site and its values of {@code measures}; the site alone where there is no map of it. */
    static String site(@Nullable ModelMap map, List<Measure> measures, ProjectionSite site) {
        if (map == null || site.layer() >= map.layerCount()) {
            return site.toString();
        }
        return measures.stream()
                .map(measure -> value(measure, map.value(measure, site.layer(), site.projection())))
                .collect(Collectors.joining(" and ", site + ": ", ""));
    }

    private static String value(Measure measure, double value) {
        if (Double.isNaN(value)) {
            return "not measured";
        }
        return measure.isShare() ? Figures.percent(value) : Figures.value(value);
    }

    /** How far both measures rank the projections alike. */
    static String correlation(MeasureCorrelation found) {
        if (found.projectionCount() < 2) {
            return "no rank correlation: not both measured";
        }
        if (Double.isNaN(found.spearman())) {
            return "no rank correlation: a measure is constant";
        }
        return String.format(
                        Locale.ROOT,
                        "rank correlation %.2f over %d projections",
                        found.spearman(),
                        found.projectionCount())
                .replace('-', '\u2212');
    }

    /** For which level contributions were measured. */
    static String contributions(@Nullable Contributions measured) {
        return measured == null
                ? "not measured yet"
                : measured.setting().method().label()
                        + " at "
                        + Figures.percent(measured.setting().targetSparsity());
    }
}
