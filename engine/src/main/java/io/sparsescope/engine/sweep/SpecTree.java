package io.sparsescope.engine.sweep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.tokenizer.WindowCount;
import java.util.Set;

/** The tree of a spec, every key written out. */
final class SpecTree {
    private SpecTree() {}

    static ObjectNode of(SweepSpec spec) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        if (!spec.texts().isEmpty()) {
            ArrayNode texts = root.putArray(SweepSpecFile.TEXTS);
            for (SweepText text : spec.texts()) {
                ObjectNode node = texts.addObject().put(SweepSpecFile.NAME, text.name());
                text.files().forEach(node.putArray(SweepSpecFile.FILES)::add);
            }
        }
        if (!spec.calibration().isEmpty()) {
            spec.calibration().forEach(root.putArray(SweepSpecFile.CALIBRATION)::add);
        }
        root.put(SweepSpecFile.WINDOW, spec.window());
        if (spec.windows() == WindowCount.ALL) {
            root.put(SweepSpecFile.WINDOWS, WindowCount.words(spec.windows()));
        } else {
            root.put(SweepSpecFile.WINDOWS, spec.windows());
        }
        root.put(SweepSpecFile.SEED, spec.seed());
        ArrayNode grids = root.putArray(SweepSpecFile.GRIDS);
        spec.grids().forEach(grid -> describe(grids.addObject(), grid));
        return root;
    }

    private static void describe(ObjectNode node, SweepGrid grid) {
        ArrayNode methods = node.putArray(SweepSpecFile.METHODS);
        grid.methods().forEach(method -> methods.add(method.cliName()));
        grid.levels().forEach(node.putArray(SweepSpecFile.LEVELS)::add);
        grid.allocations().forEach(node.putArray(SweepSpecFile.ALLOCATIONS)::add);
        ArrayNode positions = node.putArray(SweepSpecFile.POSITIONS);
        grid.positions().forEach(rule -> positions.add(rule.cliName()));
        ArrayNode compensations = node.putArray(SweepSpecFile.COMPENSATIONS);
        grid.compensations().forEach(each -> compensations.add(of(each)));
    }

    /** A compensation as the spec has it. */
    static ObjectNode of(Compensation compensation) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (compensation) {
            case Compensation.None _ -> node.put(SweepSpecFile.KIND, SweepSpecFile.KIND_NONE);
            case Compensation.Mean mean -> {
                node.put(SweepSpecFile.KIND, SweepSpecFile.KIND_MEAN)
                        .put(SweepSpecFile.OF, mean.setting().target().cliName())
                        .put(SweepSpecFile.SKIP, mean.setting().skippedPositions());
                addSites(node, mean.setting().scopes());
            }
            case Compensation.Vectors vectors -> {
                node.put(SweepSpecFile.KIND, SweepSpecFile.KIND_VECTORS);
                vectors.files().forEach(node.putArray(SweepSpecFile.FILES)::add);
                node.put(SweepSpecFile.INTERPOLATE, vectors.interpolated())
                        .put(SweepSpecFile.STRENGTH, vectors.strength());
                addSites(node, vectors.scopes());
            }
        }
        return node;
    }

    private static void addSites(ObjectNode node, Set<LevelScope> scopes) {
        if (!scopes.isEmpty()) {
            ArrayNode sites = node.putArray(SweepSpecFile.SITES);
            scopes.forEach(scope -> sites.add(scope.toString()));
        }
    }
}
