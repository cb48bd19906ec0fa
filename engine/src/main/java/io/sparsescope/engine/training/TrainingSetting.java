package io.sparsescope.engine.training;

import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.spontaneous.VectorSpace;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How vectors are trained.
 *
 * @param scopes projections that get a vector; empty for all that are sparse
 * @param space on which side of the weights the vectors stand
 * @param steps of the optimiser
 * @param batch windows in a step
 * @param temperature by which both models' logits are divided in the loss
 * @param seed of the order of windows
 * @param optimiser how gradients become steps
 * @param heldOut how the training is judged
 */
public record TrainingSetting(
        SortedSet<LevelScope> scopes,
        VectorSpace space,
        int steps,
        int batch,
        double temperature,
        long seed,
        OptimiserSetting optimiser,
        HeldOutSetting heldOut) {
    /** Vectors in input space at down_proj and o_proj. */
    public static final TrainingSetting DEFAULT =
            new TrainingSetting(
                    new TreeSet<>(
                            Set.of(
                                    new LevelScope(null, Projection.DOWN_PROJ),
                                    new LevelScope(null, Projection.O_PROJ))),
                    VectorSpace.INPUT,
                    300,
                    16,
                    1,
                    1,
                    OptimiserSetting.DEFAULT,
                    HeldOutSetting.DEFAULT);

    public TrainingSetting {
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        if (steps < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "steps and batch are at least 1: " + steps + ", " + batch);
        }
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("a temperature is above 0: " + temperature);
        }
    }

    /** Whether a projection gets a vector when it is sparse. */
    boolean includes(ProjectionSite site) {
        return scopes.isEmpty() || scopes.stream().anyMatch(scope -> scope.contains(site));
    }

    /** All of it by name, for provenance and to tell trainings apart. */
    SortedMap<String, String> words() {
        SortedMap<String, String> words = new TreeMap<>();
        words.put("projections", scopeWords());
        words.put("space", space.cliName());
        words.put("steps", String.valueOf(steps));
        words.put("batch", String.valueOf(batch));
        words.put("temperature", String.valueOf(temperature));
        words.put("seed", String.valueOf(seed));
        words.put("learningRate", String.valueOf(optimiser.learningRate()));
        words.put("warmUpSteps", String.valueOf(optimiser.warmUpSteps()));
        words.put("clip", String.valueOf(optimiser.clip()));
        words.put("weightDecay", String.valueOf(optimiser.weightDecay()));
        words.put("betas", optimiser.firstBeta() + "," + optimiser.secondBeta());
        words.put("heldOutShare", String.valueOf(heldOut.share()));
        words.put("heldOutMost", String.valueOf(heldOut.most()));
        words.put("heldOutInterval", String.valueOf(heldOut.interval()));
        words.put("patience", String.valueOf(heldOut.patience()));
        return words;
    }

    private String scopeWords() {
        return scopes.isEmpty()
                ? "all"
                : scopes.stream().map(LevelScope::toString).collect(Collectors.joining(","));
    }
}
