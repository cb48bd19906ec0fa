package io.sparsescope.views.spontaneous;

import io.sparsescope.engine.run.SwitchEffects;
import io.sparsescope.engine.run.TrainingUpdate;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.spontaneous.SpontaneousProvenance;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.table.DataTable;
import io.sparsescope.engine.table.Grid;
import io.sparsescope.engine.table.Heading;
import io.sparsescope.engine.table.Pieces;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.engine.table.RowColumns;
import io.sparsescope.engine.table.Values;
import io.sparsescope.views.panel.SiteColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of vectors as tables, with what is known of it. How fast a training went is left out, since
 * equal vectors shall be equal files.
 */
final class VectorTables {
    private final SpontaneousSets.Named set;
    private final SpontaneousVectors vectors;
    private final SpontaneousSets.@Nullable Named other;

    /** Of {@code set}, held against {@code other} where there is one. */
    VectorTables(SpontaneousSets.Named set, SpontaneousSets.@Nullable Named other) {
        this.set = set;
        this.vectors = set.vectors();
        this.other = other;
    }

    ResultTables result(@Nullable TrainingUpdate training, @Nullable SwitchEffects effects) {
        List<DataTable> tables = new ArrayList<>();
        tables.add(values());
        tables.add(sites());
        if (training != null && !training.curve().isEmpty()) {
            tables.add(EffectTables.curve(training));
        }
        if (effects != null) {
            tables.addAll(EffectTables.of(effects));
        }
        return new ResultTables(tables, provenance());
    }

    private Pieces values() {
        String array = vectors.space().cliName() + ".";
        List<Pieces.Piece> pieces =
                vectors.values().entrySet().stream()
                        .map(entry ->
                                new Pieces.Piece(
                                        array + entry.getKey().moduleName(),
                                        SiteColumns.of(entry.getKey()),
                                        new Values.Floats(entry.getValue())))
                        .toList();
        return new Pieces(
                "vectors",
                new Heading("value", "float32", "", "of the constant vector at strength 1"),
                "channel",
                pieces);
    }

    private Grid sites() {
        List<ProjectionSite> sites = List.copyOf(vectors.values().keySet());
        RowColumns<ProjectionSite> columns =
                SiteColumns.of(sites)
                        .real(
                                "length",
                                "",
                                "Euclidean length of the vector",
                                site -> VectorFigures.norm(vectors, site));
        if (other != null) {
            columns.real(
                    "cosine",
                    "",
                    "with the vector that the other set has there",
                    site -> VectorFigures.cosine(vectors, other.vectors(), site));
        }
        return columns.table("sites");
    }

    private Map<String, String> provenance() {
        SpontaneousProvenance origin = vectors.provenance();
        Map<String, String> words = new LinkedHashMap<>();
        words.put("Set", set.name());
        words.put("Set hash", vectors.hash());
        words.put("Set made for", made(origin));
        words.put("Set origin", origin.origin().kind().cliName());
        origin.origin().settings().forEach((name, value) -> words.put("Set " + name, value));
        put("Set training text hash", origin.trainingTextHash(), words);
        put("Set calibration text hash", origin.calibrationTextHash(), words);
        put("Set model hash", origin.binding().modelHash(), words);
        if (other != null) {
            words.put("Other set", other.name());
            words.put("Other set hash", other.vectors().hash());
        }
        return words;
    }

    private static String made(SpontaneousProvenance origin) {
        var binding = origin.binding();
        List<String> words = new ArrayList<>();
        if (binding.method() != null) {
            words.add(binding.method().cliName());
        }
        if (binding.level() != null) {
            words.add(binding.level().toString());
        }
        if (binding.allocation() != null) {
            words.add("allocation " + binding.allocation());
        }
        if (binding.positions() != null) {
            words.add("positions " + binding.positions().cliName());
        }
        return words.isEmpty() ? "unknown" : String.join(", ", words);
    }

    private static void put(String name, @Nullable String value, Map<String, String> words) {
        if (value != null) {
            words.put(name, value);
        }
    }
}
