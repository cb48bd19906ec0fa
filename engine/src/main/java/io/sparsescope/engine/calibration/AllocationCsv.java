package io.sparsescope.engine.calibration;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.tokenizer.TextSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of an allocation; see {@link AllocationFile}. */
final class AllocationCsv {
    private static final String LAYER = "layer";
    private static final String SEPARATOR = ",";
    private static final List<String> COLUMNS =
            Stream.concat(
                            Stream.of(LAYER),
                            Arrays.stream(Projection.values()).map(Projection::shortName))
                    .toList();
    private static final String HEADER = String.join(SEPARATOR, COLUMNS);

    /** No hexadecimal, no infinity, no suffix: what every program understands. */
    private static final String DECIMAL = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";

    private final Path file;
    private final SortedMap<ProjectionSite, Double> levels = new TreeMap<>();

    private AllocationCsv(Path file) {
        this.file = file;
    }

    static String text(AllocationTable table) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (int layer = 0; layer < table.layerCount(); layer++) {
            StringJoiner line = new StringJoiner(SEPARATOR).add(String.valueOf(layer));
            for (Projection projection : Projection.values()) {
                line.add(String.valueOf(table.level(new ProjectionSite(layer, projection))));
            }
            text.append(line).append('\n');
        }
        return text.toString();
    }

    static SortedMap<ProjectionSite, Double> read(Path file) {
        AllocationCsv csv = new AllocationCsv(file);
        String text = TextSource.read(file).text();
        // Spreadsheets put a byte order mark before the first column's name.
        List<String> lines =
                (text.startsWith("\ufeff") ? text.substring(1) : text).lines().toList();
        List<String> columns = cells(lines.getFirst());
        csv.checkColumns(columns);
        for (int index = 1; index < lines.size(); index++) {
            if (!lines.get(index).isBlank()) {
                csv.readLine(index + 1, columns, cells(lines.get(index)));
            }
        }
        return csv.levels;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(SEPARATOR, -1)).map(String::strip).toList();
    }

    private void checkColumns(List<String> columns) {
        for (String column : columns) {
            if (!COLUMNS.contains(column)) {
                throw malformed(1, "unknown column '" + column + "'");
            }
        }
        if (columns.size() != columns.stream().distinct().count()) {
            throw malformed(1, "a column stands twice");
        }
        String missing =
                COLUMNS.stream()
                        .filter(column -> !columns.contains(column))
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw malformed(1, "no column " + missing);
        }
    }

    private void readLine(int line, List<String> columns, List<String> cells) {
        if (cells.size() != columns.size()) {
            throw malformed(
                    line,
                    cells.size()
                            + " values for "
                            + columns.size()
                            + " columns (decimals need a point, not a comma)");
        }
        int layer = layer(line, cells.get(columns.indexOf(LAYER)));
        for (Projection projection : Projection.values()) {
            String column = projection.shortName();
            double level = level(line, column, cells.get(columns.indexOf(column)));
            if (levels.put(new ProjectionSite(layer, projection), level) != null) {
                throw malformed(line, "layer " + layer + " stands twice");
            }
        }
    }

    private int layer(int line, String cell) {
        if (!cell.matches("\\d{1,6}")) {
            throw malformed(line, "layer '" + cell + "' is no whole number");
        }
        return Integer.parseInt(cell);
    }

    private double level(int line, String column, String cell) {
        if (!cell.matches(DECIMAL)) {
            throw malformed(line, column + " '" + cell + "' is no number");
        }
        double level = Double.parseDouble(cell);
        if (!(level >= 0 && level < 1)) {
            throw malformed(line, column + " " + cell + " is not at least 0 and less than 1");
        }
        return level;
    }

    private MalformedInputException malformed(int line, String problem) {
        return new MalformedInputException(
                file,
                "line " + line + ": " + problem,
                "the first line must read " + HEADER + ", each other line a layer and its levels");
    }
}
