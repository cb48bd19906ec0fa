package io.sparsescope.engine.calibration;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A calibration as a safetensors file: {@code quantiles.teal.PROJECTION} and {@code
 * quantiles.wina.PROJECTION} [1001], {@code width.PROJECTION} scalars, provenance as metadata. If a
 * plan is given, its scalars {@code threshold.PROJECTION} too, so that the file is a thresholds
 * file as well.
 */
public final class CalibrationFile {
    private static final String TEAL = "quantiles.teal.";
    private static final String WINA = "quantiles.wina.";
    private static final String WIDTH = "width.";
    private static final String THRESHOLD = "threshold.";
    private static final String REMEDY = "calibrate again";

    private CalibrationFile() {}

    /**
     * Writes a calibration, all or nothing.
     *
     * @param plan thresholds to add; {@link SparsityPlan#DENSE} for none
     */
    public static void write(Path file, Calibration calibration, SparsityPlan plan) {
        SafetensorsWriter writer = new SafetensorsWriter();
        CalibrationProvenance provenance = calibration.provenance();
        writer.describe("model_hash", provenance.modelHash())
                .describe("text_hash", provenance.textHash())
                .describe("texts", provenance.textNames())
                .describe("window", String.valueOf(provenance.window()))
                .describe("windows", String.valueOf(provenance.windows()))
                .describe(
                        "quantile",
                        "value at index ceil(p*n)-1 of the sorted scores, p = i/"
                                + Calibration.GRID);
        calibration
                .inSizes()
                .forEach(
                        (site, width) -> writer.add(WIDTH + site.moduleName(), new long[] {width}));
        calibration
                .magnitudes()
                .forEach((site, grid) -> writer.add(TEAL + site.moduleName(), grid, grid.length));
        calibration
                .weighted()
                .forEach((site, grid) -> writer.add(WINA + site.moduleName(), grid, grid.length));
        plan.rules()
                .forEach((site, rule) -> {
                    switch (rule) {
                        case SparsityRule.MagnitudeThreshold teal ->
                                addThreshold(writer, site, teal.threshold());
                        case SparsityRule.WeightedThreshold wina ->
                                addThreshold(writer, site, wina.threshold());
                        case SparsityRule.Dense _, SparsityRule.TopK _ -> {}
                    }
                });
        writer.write(file);
    }

    private static void addThreshold(
            SafetensorsWriter writer, ProjectionSite site, float threshold) {
        writer.add(THRESHOLD + site.moduleName(), new float[] {threshold});
    }

    /**
     * Reads a calibration.
     *
     * @throws MalformedInputException when the file is no calibration
     */
    public static Calibration read(Path file) {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            SortedMap<ProjectionSite, Integer> widths = new TreeMap<>();
            SortedMap<ProjectionSite, float[]> magnitudes = new TreeMap<>();
            SortedMap<ProjectionSite, float[]> weighted = new TreeMap<>();
            for (String name : tensors.names()) {
                if (name.startsWith(WIDTH)) {
                    long width = tensors.tensor(name).toLongs()[0];
                    widths.put(site(file, name, WIDTH), Math.toIntExact(width));
                } else if (name.startsWith(TEAL)) {
                    magnitudes.put(site(file, name, TEAL), grid(file, tensors, name));
                } else if (name.startsWith(WINA)) {
                    weighted.put(site(file, name, WINA), grid(file, tensors, name));
                }
            }
            if (widths.isEmpty()
                    || !widths.keySet().equals(magnitudes.keySet())
                    || !widths.keySet().equals(weighted.keySet())) {
                throw new MalformedInputException(
                        file, "does not hold quantiles of the same projections", REMEDY);
            }
            return new Calibration(
                    provenance(file, tensors.metadata()), widths, magnitudes, weighted);
        }
    }

    private static float[] grid(Path file, SafetensorsFile tensors, String name) {
        float[] grid = tensors.tensor(name).toFloats();
        if (grid.length != Calibration.GRID + 1) {
            throw new MalformedInputException(
                    file, "'" + name + "' has " + grid.length + " quantiles", REMEDY);
        }
        return grid;
    }

    private static ProjectionSite site(Path file, String name, String prefix) {
        try {
            return ProjectionSite.parse(name.substring(prefix.length()));
        } catch (IllegalArgumentException problem) {
            throw new MalformedInputException(
                    file, "'" + name + "': " + problem.getMessage(), REMEDY);
        }
    }

    private static CalibrationProvenance provenance(Path file, Map<String, String> metadata) {
        try {
            return new CalibrationProvenance(
                    metadata.getOrDefault("model_hash", ""),
                    metadata.getOrDefault("text_hash", ""),
                    metadata.getOrDefault("texts", ""),
                    Integer.parseInt(metadata.getOrDefault("window", "")),
                    Integer.parseInt(metadata.getOrDefault("windows", "")));
        } catch (NumberFormatException _) {
            throw new MalformedInputException(
                    file, "has no window or windows in its metadata", REMEDY);
        }
    }
}
