package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.category.CategoryShifts;
import io.sparsescope.engine.category.GroupRun;
import io.sparsescope.engine.category.GroupShift;
import io.sparsescope.engine.evaluation.Estimate;
import io.sparsescope.engine.metric.SinkPositions;
import io.sparsescope.engine.observation.LayerDistance;
import io.sparsescope.engine.observation.RunDistance;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.tokenizer.LongText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Groups of prompts as a table and as JSON. */
final class ShiftReport {
    /** Behind a name stands the standard error, as in the figures of evaluations. */
    private static final String ERROR = " \u00b1";

    private static final String ROW = "%-16s %-20s %7s %9s %15s %16s %14s %11s%n";

    private final CategoryShifts shifts;

    ShiftReport(CategoryShifts shifts) {
        this.shifts = shifts;
    }

    /**
     * How figures were taken, but for what was dropped and what made up for it.
     *
     * @param network the model
     * @param prompts their file
     */
    static ObjectNode protocol(Network network, Path prompts) {
        return Json.object()
                .put("model", network.model().summary().name())
                .put("modelHash", network.model().summary().hash())
                .put("prompts", String.valueOf(prompts.getFileName()))
                .put("promptsHash", LongText.hash(List.of(LongText.open(prompts))))
                .put("specialTokens", "added")
                .put(
                        "means",
                        "over prompts, each of which counts the same; standard errors take prompts for the observations")
                .put(
                        "counted",
                        "centredCosine, compensableShare and pooledCompensableShare leave out the first "
                                + SinkPositions.COUNT
                                + " positions of prompts of at least "
                                + SinkPositions.LEAST_PROMPT)
                .put("divergenceThreshold", RunDistance.DIVERGENCE)
                .put("backend", network.pass().backend())
                .put("version", Surroundings.version());
    }

    /** Prints a line for every group and kind of run. */
    void table(PrintWriter out) {
        out.printf(
                ROW,
                "group",
                "run",
                "prompts",
                "positions",
                "KL, nats",
                "KL change",
                "same top, %",
                "diverges at");
        for (GroupShift group : rows()) {
            line(out, group, "sparse", group.sparse(), "");
            Estimate change = group.klChange();
            String words = change == null ? "" : words(change, "%+.3f", 1);
            line(out, group, "sparse + spontaneous", group.spontaneous(), words);
        }
        out.printf(
                Locale.ROOT,
                "diverges at: first layer whose median relative L2, mean over prompts, is above %.2f%n",
                RunDistance.DIVERGENCE);
        out.flush();
    }

    private List<GroupShift> rows() {
        List<GroupShift> rows = new ArrayList<>(shifts.groups());
        rows.add(shifts.all());
        return rows;
    }

    private static void line(
            PrintWriter out, GroupShift group, String name, @Nullable GroupRun run, String change) {
        if (run != null) {
            var first = run.mean().firstDivergence();
            out.printf(
                    ROW,
                    group.tag(),
                    name,
                    group.prompts(),
                    group.positions(),
                    words(run.klDivergence(), "%.3f", 1),
                    change,
                    words(run.topTokenAgreement(), "%.1f", 100),
                    first.isEmpty() ? "none" : "layer " + first.getAsInt());
        }
    }

    private static String words(Estimate estimate, String format, double scale) {
        String value = String.format(Locale.ROOT, format, scale * estimate.value());
        double error = scale * estimate.standardError();
        return Double.isNaN(error)
                ? value
                : value + " +- " + String.format(Locale.ROOT, format.replace("+", ""), error);
    }

    /** Everything, by layer. */
    ObjectNode tree(ObjectNode protocol) {
        ObjectNode tree = Json.object().set("protocol", protocol);
        ArrayNode groups = tree.putArray("groups");
        shifts.groups().forEach(group -> groups.add(group(group)));
        tree.set("all", group(shifts.all()));
        return tree;
    }

    private static ObjectNode group(GroupShift group) {
        ObjectNode node =
                Json.object()
                        .put("tag", group.tag())
                        .put("prompts", group.prompts())
                        .put("positions", group.positions());
        node.set("sparse", run(group.sparse()));
        GroupRun third = group.spontaneous();
        if (third != null) {
            node.set("spontaneous", run(third));
        }
        Estimate change = group.klChange();
        if (change != null) {
            put(node, "klDivergenceChange", change);
        }
        return node;
    }

    private static ObjectNode run(GroupRun run) {
        ObjectNode node = Json.object();
        put(node, "klDivergence", run.klDivergence());
        put(node, "topTokenAgreement", run.topTokenAgreement());
        run.mean()
                .firstDivergence()
                .ifPresentOrElse(
                        layer -> node.put("firstDivergence", layer),
                        () -> node.putNull("firstDivergence"));
        ArrayNode layers = node.putArray("layers");
        for (int layer = 0; layer < run.standardErrors().size(); layer++) {
            layers.add(layer(run, layer));
        }
        return node;
    }

    private static ObjectNode layer(GroupRun run, int layer) {
        var both = new Both(run.mean().layers().get(layer), run.standardErrors().get(layer));
        ObjectNode node = Json.object().put("layer", layer);
        put(node, "relativeL2", both.estimate(LayerDistance::relativeL2));
        put(node, "medianRelativeL2", both.estimate(LayerDistance::medianRelativeL2));
        put(node, "cosine", both.estimate(LayerDistance::cosine));
        put(node, "cosineFifth", both.estimate(LayerDistance::cosineFifth));
        put(node, "centredCosine", both.estimate(LayerDistance::centredCosine));
        put(node, "compensableShare", both.estimate(LayerDistance::compensableShare));
        return node.put("pooledCompensableShare", run.pooledCompensable()[layer]);
    }

    /** Measures of a layer with their standard errors. */
    private record Both(LayerDistance mean, LayerDistance error) {
        Estimate estimate(ToDoubleFunction<LayerDistance> measure) {
            return new Estimate(measure.applyAsDouble(mean), measure.applyAsDouble(error));
        }
    }

    /** What is no number, such as the error of one prompt, is left out. */
    private static void put(ObjectNode node, String name, Estimate estimate) {
        node.put(name, estimate.value());
        if (!Double.isNaN(estimate.standardError())) {
            node.put(name + ERROR, estimate.standardError());
        }
    }
}
