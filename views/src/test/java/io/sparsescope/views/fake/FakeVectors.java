package io.sparsescope.views.fake;

import io.sparsescope.engine.run.AxisAlignment;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.SwitchEffects;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.spontaneous.SpontaneousOrigin;
import io.sparsescope.engine.spontaneous.SpontaneousProvenance;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.spontaneous.VectorSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Vectors of random numbers that grow with depth, for the fake model. */
public final class FakeVectors {
    private FakeVectors() {}

    /** Vectors at down_proj and o_proj made for a level. */
    public static SpontaneousVectors of(double level) {
        SortedMap<ProjectionSite, float[]> values = new TreeMap<>();
        for (int layer = 0; layer < FakeModel.LAYERS; layer++) {
            for (Projection projection : List.of(Projection.O_PROJ, Projection.DOWN_PROJ)) {
                ProjectionSite site = new ProjectionSite(layer, projection);
                var random = new Random(31L * layer + projection.ordinal());
                float[] vector = new float[FakeModel.channels(site)];
                for (int channel = 0; channel < vector.length; channel++) {
                    vector[channel] = (float) (0.01 * (layer + 1) * random.nextGaussian());
                }
                values.put(site, vector);
            }
        }
        var binding =
                new SpontaneousBinding(
                        "9f2c41d07be35a68",
                        SparsityMethod.TEAL,
                        level,
                        "uniform",
                        new PositionRule.All());
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("heldOutDivergenceWithout", "0.42");
        settings.put("heldOutDivergence", "0.23");
        settings.put("steps", "300");
        return new SpontaneousVectors(
                VectorSpace.INPUT,
                values,
                new SpontaneousProvenance(
                        binding,
                        "00",
                        "01",
                        new SpontaneousOrigin(SpontaneousOrigin.Kind.TRAINED, settings)));
    }

    private static AxisAlignment alignment() {
        SortedMap<ProjectionSite, double[]> cosines = new TreeMap<>();
        of(0.5).values()
                .forEach((site, vector) ->
                        cosines.put(
                                site,
                                new double[] {0.1 + 0.02 * site.layer(), 10 * vector[0], 0.05}));
        return new AxisAlignment(cosines, new double[FakeModel.LAYERS][3], 288);
    }

    static SwitchEffects effects(Intervention intervention) {
        List<SwitchEffects.Part> parts = new ArrayList<>();
        for (Projection projection : List.of(Projection.O_PROJ, Projection.DOWN_PROJ)) {
            parts.add(
                    new SwitchEffects.Part(
                            new LevelScope(null, projection),
                            new SwitchEffects.Figures(28.1, 0.33 + 0.01 * projection.ordinal())));
        }
        for (int layer = 0; layer < FakeModel.LAYERS; layer++) {
            parts.add(
                    new SwitchEffects.Part(
                            new LevelScope(layer, null),
                            new SwitchEffects.Figures(27.2, 0.28 + 0.004 * layer)));
        }
        return new SwitchEffects(
                intervention,
                23.8,
                new SwitchEffects.Figures(29.8, 0.42),
                new SwitchEffects.Figures(26.6, 0.27),
                parts,
                alignment());
    }
}
