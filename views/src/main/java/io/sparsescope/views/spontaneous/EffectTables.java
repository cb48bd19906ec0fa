package io.sparsescope.views.spontaneous;

import io.sparsescope.engine.run.AxisAlignment;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.SwitchEffects;
import io.sparsescope.engine.run.TrainingUpdate;
import io.sparsescope.engine.table.DataTable;
import io.sparsescope.engine.table.Grid;
import io.sparsescope.engine.table.Heading;
import io.sparsescope.engine.table.Pieces;
import io.sparsescope.engine.table.RowColumns;
import io.sparsescope.engine.table.Values;
import io.sparsescope.engine.training.TrainingPoint;
import io.sparsescope.views.panel.SiteColumns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was measured of vectors, as tables. */
final class EffectTables {
    private static final String NATS = "nats";

    private EffectTables() {}

    /** Figures with all vectors but some; {@code divergence} is NaN where it has none. */
    private record Row(String vectors, double perplexity, double divergence) {}

    static Grid curve(TrainingUpdate training) {
        return new RowColumns<>(training.curve())
                .whole("step", "of the training", TrainingPoint::step)
                .real(
                        "training_kl",
                        NATS,
                        "KL(dense || sparse) on the training text",
                        point -> orNone(point.training()))
                .real(
                        "held_out_kl",
                        NATS,
                        "the same on held-out text",
                        point -> orNone(point.heldOut()))
                .table("training");
    }

    private static double orNone(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    static List<DataTable> of(SwitchEffects effects) {
        List<DataTable> tables = new ArrayList<>();
        tables.add(parts(effects));
        AxisAlignment alignment = effects.alignment();
        if (!alignment.cosines().isEmpty()) {
            tables.add(
                    SiteColumns.of(List.copyOf(alignment.cosines().keySet()))
                            .real(
                                    "share",
                                    "share",
                                    "of the squared length of W a within the leading axes",
                                    alignment::share)
                            .real(
                                    "chance",
                                    "share",
                                    "the same of a random direction",
                                    _ -> alignment.chance())
                            .table("alignment"));
            tables.add(cosines(alignment));
        }
        return tables;
    }

    private static Grid parts(SwitchEffects effects) {
        String setting = Intervention.words(effects.intervention().sparsity());
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("dense model", effects.dense(), Double.NaN));
        rows.add(row("none", effects.without()));
        rows.add(row("all", effects.with()));
        effects.parts().forEach(part -> rows.add(row("all but " + part.off(), part.figures())));
        return new RowColumns<>(rows)
                .text("vectors", "which act", Row::vectors)
                .real("perplexity", "", "of the end of the calibration text", Row::perplexity)
                .real("kl", NATS, "mean KL(dense || sparse) there", Row::divergence)
                .text("setting", "that it was measured for", _ -> setting)
                .table("parts");
    }

    private static Row row(String vectors, SwitchEffects.Figures figures) {
        return new Row(vectors, figures.perplexity(), figures.divergence());
    }

    private static Pieces cosines(AxisAlignment alignment) {
        List<Pieces.Piece> pieces =
                alignment.cosines().entrySet().stream()
                        .map(entry ->
                                new Pieces.Piece(
                                        "cosines." + entry.getKey().moduleName(),
                                        SiteColumns.of(entry.getKey()),
                                        new Values.Doubles(entry.getValue())))
                        .toList();
        return new Pieces(
                "cosines",
                new Heading(
                        "cosine",
                        "float64",
                        "",
                        "of W a with a principal axis of the dense residual stream after the layer"),
                "axis",
                pieces);
    }
}
