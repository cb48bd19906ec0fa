package io.sparsescope.engine.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.stability.PruningRequest.Compensation;
import io.sparsescope.engine.stability.PruningRequest.Layout;
import io.sparsescope.engine.stability.PruningRequest.Structures;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds for every ranking over all blocks. */
class GlobalChoicePropertiesTest {
    private static final ModelConfig CONFIG = config().resized(20, 4, java.util.Set.of());

    @Property(tries = 300)
    void budgetCapAndSparedBlocksAreRespectedAndNothingThatFitsIsLeft(
            @ForAll @DoubleRange(min = 0, max = 0.99) double ratio,
            @ForAll @DoubleRange(min = 0.05, max = 0.95) double cap,
            @ForAll @IntRange(min = 0, max = 2) int sparedEnds,
            @ForAll Structures structures,
            @ForAll long seed) {
        PruningRequest request =
                new PruningRequest(
                        ratio,
                        PruningScore.REMOVAL_COST,
                        structures,
                        Compensation.MEAN,
                        Layout.PER_BLOCK,
                        sparedEnds,
                        cap);
        StructureSizes sizes = new StructureSizes(CONFIG);
        List<Candidate> candidates = candidates(structures, new Random(seed));
        List<PruningPlan.Removed> chosen = GlobalChoice.choose(CONFIG, request, candidates);

        long left = sizes.budget(request) - chosen.stream().mapToLong(sizes::of).sum();
        assertTrue(left >= 0);
        for (int layer = 0; layer < CONFIG.layerCount(); layer++) {
            PruningPlan.Removed removed = chosen.get(layer);
            int neurons = removed.neurons().size();
            int groups = removed.groups().size();
            assertTrue(neurons <= cap * CONFIG.intermediateSize());
            assertTrue(groups <= cap * CONFIG.keyValueHeadCount());
            boolean spared = layer < sparedEnds || layer >= CONFIG.layerCount() - sparedEnds;
            if (spared) {
                assertEquals(PruningPlan.Removed.NOTHING, removed);
            } else if (structures.neurons() && neurons < sizes.neuronCap(request)) {
                assertTrue(left < sizes.neuron(), "a neuron would still have fitted");
            }
        }
    }

    @Property(tries = 100)
    void withNeuronsAloneNoKeptOneIsLowerThanARemovedOneOfAnUncappedBlock(@ForAll long seed) {
        PruningRequest request = new PruningRequest(0.2).with(Structures.NEURONS, Layout.PER_BLOCK);
        List<Candidate> candidates = candidates(Structures.NEURONS, new Random(seed));
        List<PruningPlan.Removed> chosen = GlobalChoice.choose(CONFIG, request, candidates);
        int cap = new StructureSizes(CONFIG).neuronCap(request);
        double highestGone = Double.NEGATIVE_INFINITY;
        double lowestKept = Double.POSITIVE_INFINITY;
        for (Candidate candidate : candidates) {
            List<Integer> removed = chosen.get(candidate.layer()).neurons();
            boolean inner = candidate.layer() > 0 && candidate.layer() < CONFIG.layerCount() - 1;
            if (removed.contains(candidate.index())) {
                highestGone = Math.max(highestGone, candidate.key());
            } else if (inner && removed.size() < cap) {
                lowestKept = Math.min(lowestKept, candidate.key());
            }
        }
        assertTrue(highestGone <= lowestKept);
    }

    private static List<Candidate> candidates(Structures structures, Random random) {
        List<Candidate> candidates = new ArrayList<>();
        for (int layer = 0; layer < CONFIG.layerCount(); layer++) {
            for (int index = 0; structures.neurons() && index < 20; index++) {
                candidates.add(new Candidate(layer, index, false, random.nextDouble()));
            }
            for (int index = 0; structures.groups() && index < 4; index++) {
                candidates.add(new Candidate(layer, index, true, random.nextDouble()));
            }
        }
        return candidates;
    }

    private static ModelConfig config() {
        try (Model model = BundledModel.load()) {
            return model.config();
        }
    }
}
