package io.sparsescope.engine.sweep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.evaluation.FiguresJson;
import io.sparsescope.engine.evaluation.Interval;
import io.sparsescope.engine.evaluation.WeightReads;
import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.table.CsvText;
import io.sparsescope.engine.table.DataTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A sweep's summary as {@code sweep.json} and {@code sweep.csv}, each there whole or not at all.
 */
public final class SweepFiles {
    static final String SUMMARY = "sweep.json";
    static final String PROTOCOL = "protocol";
    static final String MODEL = "model";
    static final String PROJECTION_BYTES = "projectionBytes";
    static final String OTHER_BYTES = "otherBytesPerToken";
    static final String CELLS = "cells";
    static final String KEY = "key";

    /** The keys of a cell that no other cell has all alike. */
    static final List<String> IDENTITY =
            List.of("text", "method", "targetSparsity", "allocation", "positions", "compensation");

    private SweepFiles() {}

    /**
     * Writes both files.
     *
     * @param directory where
     * @param spec what was asked for
     * @param summary what was found
     * @param reads of the model
     * @param provenance where it comes from
     * @throws java.io.UncheckedIOException when they cannot be written
     */
    public static void write(
            Path directory,
            SweepSpec spec,
            SweepSummary summary,
            WeightReads reads,
            SweepProvenance provenance) {
        ObjectNode tree = tree(spec, summary, reads, provenance);
        AtomicFile.write(directory.resolve(SUMMARY), utf8(tree.toPrettyString() + "\n"));
        DataTable cells = SweepTable.of(summary, provenance.model(), provenance.version());
        AtomicFile.write(directory.resolve("sweep.csv"), utf8(CsvText.of(cells)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode tree(
            SweepSpec spec, SweepSummary summary, WeightReads reads, SweepProvenance provenance) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject(PROTOCOL)
                .put(MODEL, provenance.model())
                .put("calibrationTexts", provenance.calibration())
                .put("version", provenance.version())
                .put(PROJECTION_BYTES, reads.projections())
                .put(OTHER_BYTES, reads.others());
        root.set("spec", SpecTree.of(spec));
        ArrayNode cells = root.putArray(CELLS);
        summary.rows().forEach(row -> describe(cells.addObject(), row));
        return root;
    }

    /** Writes {@link #IDENTITY}. */
    static ObjectNode identify(ObjectNode node, SweepCell cell) {
        node.put("text", cell.text())
                .put("method", cell.methodName())
                .put("targetSparsity", cell.level())
                .put("allocation", cell.allocation())
                .put("positions", cell.positions().cliName());
        node.set("compensation", SpecTree.of(cell.compensation()));
        return node;
    }

    private static void describe(ObjectNode node, SweepRow row) {
        identify(node, row.cell());
        node.put("vectors", row.result().vectors());
        row.result().warnings().forEach(node.putArray("warnings")::add);
        FiguresJson.write(node, row.result().figures());
        FiguresJson.write(node, "perplexityOverDense", row.overDense());
        Interval overBare = row.overBare();
        if (overBare != null) {
            FiguresJson.write(node, "perplexityOverBare", overBare);
            double recovered = SweepSummary.damageRecovered(row);
            if (Double.isFinite(recovered)) {
                node.put("damageRecovered", recovered);
            }
        }
        node.put("bytesPerToken", row.bytesPerToken())
                .put("onPerplexityFront", row.onPerplexityFront())
                .put("onDivergenceFront", row.onDivergenceFront())
                .put("windows", row.result().windows());
        row.result().key().parts().forEach(node.putObject(KEY)::put);
    }
}
