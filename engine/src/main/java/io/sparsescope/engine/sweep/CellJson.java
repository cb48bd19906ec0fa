package io.sparsescope.engine.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.evaluation.BlockSums;
import io.sparsescope.engine.evaluation.EvaluatedRun;
import io.sparsescope.engine.evaluation.FiguresJson;
import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.format.MalformedInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A finished cell as JSON: its key, its figures, and the log-likelihoods by block of windows. */
final class CellJson {
    private static final String KEY = "key";
    private static final String FIGURES = "figures";
    private static final String SUMS = "negativeLogLikelihoods";
    private static final String COUNTS = "tokens";
    private static final String WINDOWS = "windows";
    private static final String VECTORS = "vectors";
    private static final String WARNINGS = "warnings";

    private CellJson() {}

    static ObjectNode tree(CellResult result) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        result.key().parts().forEach(root.putObject(KEY)::put);
        FiguresJson.write(root.putObject(FIGURES), result.figures());
        root.put(WINDOWS, result.windows()).put(VECTORS, result.vectors());
        result.warnings().forEach(root.putArray(WARNINGS)::add);
        var sums = root.putArray(SUMS);
        for (double sum : result.run().likelihood().sums()) {
            sums.add(sum);
        }
        var counts = root.putArray(COUNTS);
        for (long count : result.run().likelihood().counts()) {
            counts.add(count);
        }
        return root;
    }

    /**
     * Reads a cell; empty when its key is another.
     *
     * @throws MalformedInputException when the file is no cell
     */
    static Optional<CellResult> read(Path file, SweepCell cell, CellKey key) {
        JsonNode root = JsonFile.readObject(file);
        SortedMap<String, String> parts = new TreeMap<>();
        root.path(KEY)
                .properties()
                .forEach(part -> parts.put(part.getKey(), part.getValue().asText()));
        if (!parts.equals(key.parts())) {
            return Optional.empty();
        }
        List<String> warnings = new ArrayList<>();
        root.path(WARNINGS).forEach(warning -> warnings.add(warning.asText()));
        try {
            var run =
                    new EvaluatedRun(
                            FiguresJson.read(root.path(FIGURES), cell.level()),
                            BlockSums.of(numbers(root.path(SUMS)), counts(root.path(COUNTS))));
            return Optional.of(
                    new CellResult(
                            cell,
                            key,
                            run,
                            root.path(WINDOWS).intValue(),
                            root.path(VECTORS).asText(),
                            warnings));
        } catch (IllegalArgumentException problem) {
            throw new MalformedInputException(
                    file, "is no finished cell (" + problem.getMessage() + ")", "delete it");
        }
    }

    private static double[] numbers(JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int index = 0; index < numbers.length; index++) {
            numbers[index] = list.path(index).asDouble(Double.NaN);
        }
        return numbers;
    }

    private static long[] counts(JsonNode list) {
        long[] counts = new long[list.size()];
        for (int index = 0; index < counts.length; index++) {
            counts[index] = list.path(index).longValue();
        }
        return counts;
    }
}
