package io.sparsescope.engine.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.calibration.ModelStatistics;
import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.MeanResidualSetting;
import io.sparsescope.engine.spontaneous.ResidualTarget;
import io.sparsescope.engine.tokenizer.WindowCount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * A {@link SweepSpec} as JSON. Unknown keys are refused by name and place; docs/evaluation.md
 * describes those that there are. What was read is written back the same.
 */
public final class SweepSpecFile {
    static final String TEXTS = "texts";
    static final String NAME = "name";
    static final String FILES = "files";
    static final String CALIBRATION = "calibration";
    static final String WINDOW = "window";
    static final String WINDOWS = "windows";
    static final String SEED = "seed";
    static final String GRIDS = "grids";
    static final String METHODS = "methods";
    static final String LEVELS = "levels";
    static final String ALLOCATIONS = "allocations";
    static final String POSITIONS = "positions";
    static final String COMPENSATIONS = "compensations";
    static final String KIND = "kind";
    static final String KIND_NONE = "none";
    static final String KIND_MEAN = "mean";
    static final String KIND_VECTORS = "vectors";
    static final String OF = "of";
    static final String SKIP = "skip";
    static final String SITES = "sites";
    static final String INTERPOLATE = "interpolate";
    static final String STRENGTH = "strength";

    private SweepSpecFile() {}

    /**
     * Reads a spec.
     *
     * @throws io.sparsescope.engine.format.MalformedInputException when it is missing or unsound;
     *     the message names the place in it
     */
    public static SweepSpec read(Path file) {
        return parse(new SpecNode(file, "", JsonFile.readObject(file)));
    }

    /**
     * Reads a spec that is a part of a file.
     *
     * @throws io.sparsescope.engine.format.MalformedInputException when it is unsound
     */
    public static SweepSpec parse(Path file, JsonNode spec) {
        return parse(new SpecNode(file, "spec", spec));
    }

    /** A spec as a part of a file. */
    public static ObjectNode tree(SweepSpec spec) {
        return SpecTree.of(spec);
    }

    /** A spec as a part of a file. */
    static SweepSpec parse(SpecNode root) {
        root.requireKeys(TEXTS, CALIBRATION, WINDOW, WINDOWS, SEED, GRIDS);
        List<SweepText> texts = root.list(TEXTS, List.of(), SweepSpecFile::text);
        List<String> calibration = root.list(CALIBRATION, List.of(), SpecNode::text);
        List<SweepGrid> grids =
                root.child(GRIDS).elements().stream().map(SweepSpecFile::grid).toList();
        int window = root.has(WINDOW) ? root.child(WINDOW).count() : SweepSpec.DEFAULT_WINDOW;
        int windows = root.has(WINDOWS) ? windows(root.child(WINDOWS)) : SweepSpec.DEFAULT_WINDOWS;
        long seed = root.has(SEED) ? root.child(SEED).whole() : 0;
        return root.parsing(() -> new SweepSpec(texts, calibration, window, windows, seed, grids));
    }

    private static int windows(SpecNode node) {
        return node.node().isTextual()
                ? node.parsing(() -> WindowCount.parse(node.text()))
                : node.count();
    }

    private static SweepText text(SpecNode node) {
        node.requireKeys(NAME, FILES);
        String name = node.child(NAME).text();
        return new SweepText(
                name, node.child(FILES).elements().stream().map(SpecNode::text).toList());
    }

    private static SweepGrid grid(SpecNode node) {
        node.requireKeys(METHODS, LEVELS, ALLOCATIONS, POSITIONS, COMPENSATIONS);
        List<SparsityMethod> methods =
                node.list(
                        METHODS,
                        List.of(SparsityMethod.TEAL),
                        each -> each.parsing(() -> SparsityMethod.parse(each.text())));
        List<Double> levels =
                node.child(LEVELS).elements().stream()
                        .map(each ->
                                each.parsing(() -> SparsitySetting.requireLevel(each.number())))
                        .toList();
        List<String> allocations =
                node.list(ALLOCATIONS, List.of(SweepCell.UNIFORM), SweepSpecFile::allocation);
        List<PositionRule> positions =
                node.list(
                        POSITIONS,
                        List.of(new PositionRule.All()),
                        each -> each.parsing(() -> PositionRule.parse(each.text())));
        List<Compensation> compensations =
                node.list(COMPENSATIONS, List.of(Compensation.NONE), SweepSpecFile::compensation);
        return node.parsing(
                () -> new SweepGrid(methods, levels, allocations, positions, compensations));
    }

    private static String allocation(SpecNode node) {
        String word = node.text();
        if (!word.equals(SweepCell.UNIFORM) && !word.equals(SweepCell.GREEDY)) {
            if (!word.endsWith(".csv") && !word.endsWith(".json")) {
                throw node.malformed(
                        "'"
                                + word
                                + "' is none; choose uniform, greedy, or a table ending in .csv or"
                                + " .json, as 'allocate' writes");
            }
        }
        return word;
    }

    private static Compensation compensation(SpecNode node) {
        if (!node.node().isObject()) {
            throw node.malformed("must be an object with a kind: none, mean or vectors");
        }
        String kind = node.child(KIND).text();
        return switch (kind) {
            case KIND_NONE -> {
                node.requireKeys(KIND);
                yield Compensation.NONE;
            }
            case KIND_MEAN -> mean(node.requireKeys(KIND, OF, SKIP, SITES));
            case KIND_VECTORS ->
                    vectors(node.requireKeys(KIND, FILES, INTERPOLATE, STRENGTH, SITES));
            default ->
                    throw node.child(KIND)
                            .malformed("'" + kind + "' is none; choose none, mean or vectors");
        };
    }

    private static Compensation mean(SpecNode node) {
        ResidualTarget target =
                node.has(OF)
                        ? node.child(OF).parsing(() -> ResidualTarget.parse(node.child(OF).text()))
                        : ResidualTarget.OWN;
        int skip =
                node.has(SKIP)
                        ? node.child(SKIP).count()
                        : ModelStatistics.DEFAULT_SKIPPED_POSITIONS;
        return node.parsing(
                () -> new Compensation.Mean(new MeanResidualSetting(target, skip, scopes(node))));
    }

    private static Compensation vectors(SpecNode node) {
        List<String> files = node.child(FILES).elements().stream().map(SpecNode::text).toList();
        boolean between = node.has(INTERPOLATE) && node.child(INTERPOLATE).truth();
        double strength = node.has(STRENGTH) ? node.child(STRENGTH).number() : 1;
        return node.parsing(() -> new Compensation.Vectors(files, between, strength, scopes(node)));
    }

    private static TreeSet<LevelScope> scopes(SpecNode node) {
        return new TreeSet<>(
                node.list(
                        SITES,
                        List.of(),
                        each -> each.parsing(() -> LevelScope.parse(each.text()))));
    }

    /**
     * Writes a spec, all or nothing.
     *
     * @throws java.io.UncheckedIOException when it cannot be written
     */
    public static void write(Path file, SweepSpec spec) {
        byte[] text = (SpecTree.of(spec).toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, text);
    }
}
