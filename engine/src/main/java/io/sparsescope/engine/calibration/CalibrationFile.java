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
 * quantiles.wina.PROJECTION} [1001], {@code quantiles.cats.PROJECTION} for every down_proj, {@code
 * size.PROJECTION} [in, out], channel statistics (see {@link StatisticsTensors}), provenance as
 * metadata. If a plan is given, its scalars {@code threshold.PROJECTION} too, so that the file is a
 * thresholds file as well.
 */
public final class CalibrationFile {
    private static final String TEAL = "quantiles.teal.";
    private static final String WINA = "quantiles.wina.";
    private static final String CATS = "quantiles.cats.";
    private static final String SIZE = "size.";
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
                .describe("skipped_positions", String.valueOf(provenance.skippedPositions()))
                .describe(
                        "quantile",
                        "value at index ceil(p*n)-1 of the sorted scores, p = i/"
                                + Calibration.GRID);
        calibration
                .sizes()
                .forEach((site, size) ->
                        writer.add(
                                SIZE + site.moduleName(), new long[] {size.in(), size.out()}, 2));
        addGrids(writer, TEAL, calibration.magnitudes());
        addGrids(writer, WINA, calibration.weighted());
        addGrids(writer, CATS, calibration.gates());
        StatisticsTensors.write(writer, calibration.statistics());
        plan.rules()
                .forEach((site, rule) -> {
                    switch (rule) {
                        case SparsityRule.MagnitudeThreshold teal ->
                                addThreshold(writer, site, teal.threshold());
                        case SparsityRule.WeightedThreshold wina ->
                                addThreshold(writer, site, wina.threshold());
                        case SparsityRule.GateThreshold cats ->
                                addThreshold(writer, site, cats.threshold());
                        case SparsityRule.Dense _, SparsityRule.TopK _ -> {}
                    }
                });
        writer.write(file);
    }

    private static void addGrids(
            SafetensorsWriter writer, String prefix, SortedMap<ProjectionSite, float[]> grids) {
        grids.forEach((site, grid) -> writer.add(prefix + site.moduleName(), grid, grid.length));
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
            SortedMap<ProjectionSite, Calibration.ProjectionSize> sizes = new TreeMap<>();
            for (String name : tensors.names()) {
                if (name.startsWith(SIZE)) {
                    sizes.put(site(file, name, SIZE), size(file, tensors, name));
                }
            }
            SortedMap<ProjectionSite, float[]> magnitudes = grids(file, tensors, TEAL);
            SortedMap<ProjectionSite, float[]> weighted = grids(file, tensors, WINA);
            if (sizes.isEmpty()
                    || !sizes.keySet().equals(magnitudes.keySet())
                    || !sizes.keySet().equals(weighted.keySet())) {
                throw new MalformedInputException(
                        file, "does not hold quantiles of the same projections", REMEDY);
            }
            CalibrationProvenance provenance = provenance(file, tensors.metadata());
            return new Calibration(
                    provenance,
                    sizes,
                    magnitudes,
                    weighted,
                    grids(file, tensors, CATS),
                    StatisticsTensors.read(tensors, file, sizes, provenance.skippedPositions()));
        }
    }

    private static SortedMap<ProjectionSite, float[]> grids(
            Path file, SafetensorsFile tensors, String prefix) {
        SortedMap<ProjectionSite, float[]> grids = new TreeMap<>();
        for (String name : tensors.names()) {
            if (name.startsWith(prefix)) {
                grids.put(site(file, name, prefix), grid(file, tensors, name));
            }
        }
        return grids;
    }

    private static Calibration.ProjectionSize size(
            Path file, SafetensorsFile tensors, String name) {
        long[] size = tensors.tensor(name).toLongs();
        if (size.length != 2
                || size[0] < 1
                || size[1] < 1
                || Math.max(size[0], size[1]) > 1 << 24) {
            throw new MalformedInputException(
                    file, "'" + name + "' is not [in, out] of a projection", REMEDY);
        }
        return new Calibration.ProjectionSize((int) size[0], (int) size[1]);
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
                    Integer.parseInt(metadata.getOrDefault("windows", "")),
                    Integer.parseInt(metadata.getOrDefault("skipped_positions", "")));
        } catch (NumberFormatException _) {
            throw new MalformedInputException(
                    file, "has no window, windows or skipped_positions in its metadata", REMEDY);
        }
    }
}
