package io.sparsescope.views.representation;

import io.sparsescope.engine.category.CategoryShifts;
import io.sparsescope.engine.category.GroupRun;
import io.sparsescope.engine.category.GroupShift;
import io.sparsescope.engine.evaluation.Estimate;
import io.sparsescope.engine.observation.LayerDistance;
import io.sparsescope.engine.run.CategoryComparison;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.views.chart.SeriesChart.Series;
import io.sparsescope.views.panel.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Figures of groups of prompts for the chart and the table. */
final class CategoryFigures {
    private CategoryFigures() {}

    /**
     * A measure of every layer, a whole line for each group's sparse runs and a dashed one for
     * those with spontaneous vectors; empty for a measure that is not taken by tag.
     */
    static List<Series> byLayer(CategoryShifts shifts, ShiftMeasure measure) {
        ToDoubleFunction<LayerDistance> figure = measure.quick();
        List<Series> series = new ArrayList<>();
        for (int group = 0; figure != null && group < shifts.groups().size(); group++) {
            GroupShift shift = shifts.groups().get(group);
            series.add(of(shift.tag(), shift.sparse(), figure).ofKind(group));
            GroupRun third = shift.spontaneous();
            if (third != null) {
                String name = shift.tag() + ", " + ShiftFigures.SPONTANEOUS;
                series.add(of(name, third, figure).ofKind(group).withDashes());
            }
        }
        return series;
    }

    private static Series of(String name, GroupRun run, ToDoubleFunction<LayerDistance> figure) {
        return Series.over(name, run.mean().layers().stream().mapToDouble(figure).toArray());
    }

    /** The groups, and all prompts below them. */
    static List<GroupShift> rows(CategoryShifts shifts) {
        List<GroupShift> rows = new ArrayList<>(shifts.groups());
        rows.add(shifts.all());
        return rows;
    }

    /** The divergence with its standard error; a dash for a run that there was not. */
    static String divergence(@Nullable GroupRun run) {
        return run == null ? "\u2013" : number(run.klDivergence(), "%.3f", 1);
    }

    /** What spontaneous vectors add to the divergence, with its standard error and its sign. */
    static String change(GroupShift group) {
        Estimate change = group.klChange();
        String words = change == null ? "\u2013" : number(change, "%.3f", 1);
        return (change != null && change.value() > 0 ? "+" + words : words).replace('-', '\u2212');
    }

    /** Agreement in percent with its standard error. */
    static String agreement(@Nullable GroupRun run) {
        return run == null ? "\u2013" : number(run.topTokenAgreement(), "%.1f", 100) + "\u00a0%";
    }

    private static String number(Estimate estimate, String format, double scale) {
        String value = String.format(Locale.ROOT, format, scale * estimate.value());
        return Double.isNaN(estimate.standardError())
                ? value
                : value
                        + " \u00b1 "
                        + String.format(Locale.ROOT, format, scale * estimate.standardError());
    }

    /** The first layer that diverges. */
    static String divergenceLayer(@Nullable GroupRun run) {
        if (run == null) {
            return "\u2013";
        }
        var first = run.mean().firstDivergence();
        return first.isEmpty() ? "none" : String.valueOf(first.getAsInt());
    }

    /** For which setting, vectors and prompts it was measured. */
    static String settingWords(CategoryComparison comparison) {
        Intervention intervention = comparison.order().intervention();
        SparsitySetting setting = intervention.sparsity();
        var words = new StringBuilder(setting.method().cliName());
        words.append(' ').append(Figures.percent(setting.targetSparsity()));
        if (!(setting.allocation() instanceof Allocation.Uniform)) {
            words.append(", ").append(setting.allocation().cliName());
        }
        if (!setting.overrides().isEmpty()) {
            words.append(", ").append(setting.overrides().size()).append(" levels by hand");
        }
        words.append(", positions ").append(setting.positions().cliName());
        if (intervention.pruning() != null) {
            words.append(", pruned");
        }
        words.append(vectorWords(comparison));
        GroupShift all = comparison.shifts().all();
        return words.append("; ")
                .append(all.prompts())
                .append(" prompts of ")
                .append(comparison.order().prompts().getFileName())
                .toString();
    }

    private static String vectorWords(CategoryComparison comparison) {
        String vectors = comparison.spontaneous().words();
        SpontaneousSetting use = comparison.order().intervention().spontaneous().setting();
        if (vectors.isEmpty()) {
            return "";
        }
        return ", "
                + vectors
                + (use.strength() == 1
                        ? ""
                        : String.format(Locale.ROOT, " \u00d7 %.2f", use.strength()))
                + (use.off().isEmpty() ? "" : " with some switched off");
    }

    /** What is drawn, or what to choose instead. */
    static String measureWords(CategoryShifts shifts, ShiftMeasure measure) {
        if (measure.quick() == null) {
            return measure.label()
                    + " is not taken by tag: choose a distance, a cosine or the compensable share.";
        }
        return measure.label()
                + ": "
                + measure.axis()
                + "; mean over the prompts of a tag."
                + (shifts.all().spontaneous() == null
                        ? ""
                        : " Whole lines: sparse; dashed: " + ShiftFigures.SPONTANEOUS + ".");
    }
}
