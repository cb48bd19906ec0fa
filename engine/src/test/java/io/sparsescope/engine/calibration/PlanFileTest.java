package io.sparsescope.engine.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.Ties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTest {
    @TempDir private Path folder;

    @Property(tries = 100)
    void aPlanSurvivesSaveAndLoad(
            @ForAll @Size(min = 1, max = 9)
                    List<@FloatRange(min = 0, max = 1e30f) Float> thresholds,
            @ForAll @IntRange(min = 0, max = 40) int layer,
            @ForAll @IntRange(min = 0, max = 9) int skipped)
            throws IOException {
        SortedMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        for (int index = 0; index < thresholds.size(); index++) {
            Projection projection = Projection.values()[index % Projection.values().length];
            rules.put(
                    new ProjectionSite(layer + index, projection),
                    rule(index, thresholds.get(index)));
        }
        rules.put(
                new ProjectionSite(99, Projection.DOWN_PROJ),
                new SparsityRule.GateThreshold(thresholds.getFirst()));
        var plan = new SparsityPlan(rules, new PositionRule.SkipFirst(skipped));
        Path file = Files.createTempFile("plan", ".json");
        try {
            PlanFile.write(file, plan);
            assertEquals(plan, PlanFile.read(file));
        } finally {
            Files.delete(file);
        }
    }

    private static SparsityRule rule(int kind, float threshold) {
        return switch (kind % 3) {
            case 0 -> new SparsityRule.MagnitudeThreshold(threshold);
            case 1 -> new SparsityRule.WeightedThreshold(threshold);
            default -> new SparsityRule.TopK(1 + kind, Ties.values()[kind / 3 % 3]);
        };
    }

    @Test
    void theDensePlanSurvivesToo() {
        Path file = folder.resolve("dense.json");
        PlanFile.write(file, SparsityPlan.DENSE);
        assertTrue(PlanFile.read(file).rules().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; no sparsity plan",
                "{'format': 'sparsescope-plan-1', 'positions': 'some'}; position rule",
                "{'format': 'sparsescope-plan-1', 'positions': 'all', 'rules': {'x': {}}}; 'x'",
                "{'format': 'sparsescope-plan-1', 'positions': 'all', 'rules': {'model.layers.0.mlp.down_proj': {'method': 'teal'}}}; threshold",
                "{'format': 'sparsescope-plan-1', 'positions': 'all', 'rules': {'model.layers.0.mlp.down_proj': {'method': 'teal', 'threshold': -1}}}; not negative",
                "{'format': 'sparsescope-plan-1', 'positions': 'all', 'rules': {'model.layers.0.mlp.up_proj': {'method': 'cats', 'threshold': 1}}}; down_proj only",
                "{'format': 'sparsescope-plan-1', 'positions': 'all', 'rules': {'model.layers.0.mlp.up_proj': {'method': 'topk', 'kept': 0}}}; at least 1",
                "{'format': 'sparsescope-plan-1', 'positions': 'all', 'rules': {'model.layers.0.mlp.up_proj': {'method': 'topk', 'kept': 9, 'ties': 'none'}}}; lower, higher, all"
            })
    void whatIsNoPlanIsMalformed(String json, String cause) throws IOException {
        Path file = Files.writeString(folder.resolve("plan.json"), json.replace('\'', '"'));
        BadInputException refusal =
                assertThrows(MalformedInputException.class, () -> PlanFile.read(file));
        assertTrue(refusal.toString().contains(cause), refusal.toString());
        assertTrue(refusal.toString().contains(file.toString()), refusal.toString());
    }

    @Test
    void aLaterFormatIsNotSupported() throws IOException {
        Path file =
                Files.writeString(folder.resolve("p.json"), "{\"format\": \"sparsescope-plan-2\"}");
        assertThrows(UnsupportedInputException.class, () -> PlanFile.read(file));
    }
}
