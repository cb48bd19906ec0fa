package io.sparsescope.engine.category;

import io.sparsescope.engine.evaluation.Estimate;
import io.sparsescope.engine.metric.ShiftSums;
import io.sparsescope.engine.observation.LayerDistance;
import io.sparsescope.engine.observation.RunDistance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What one kind of run adds up over the prompts of a group: figures and sums, no states. */
final class RunTally {
    private final List<PromptFigures> prompts = new ArrayList<>();
    private final List<ShiftSums> sums = new ArrayList<>();

    /** Takes up a prompt. */
    void add(PromptShift prompt) {
        for (int layer = 0; layer < prompt.sums().size(); layer++) {
            ShiftSums own = prompt.sums().get(layer);
            if (layer == sums.size()) {
                sums.add(new ShiftSums(own.channelCount()));
            }
            sums.get(layer).add(own);
        }
        prompts.add(prompt.figures());
    }

    /** Whether no prompt was taken up. */
    boolean isEmpty() {
        return prompts.isEmpty();
    }

    /** The figures so far, of at least one prompt. */
    GroupRun result() {
        return new GroupRun(
                new RunDistance(byLayer(Estimate::value)),
                byLayer(Estimate::standardError),
                sums.stream().mapToDouble(ShiftSums::compensableShare).toArray(),
                mean(PromptFigures::klDivergence),
                mean(PromptFigures::topTokenAgreement));
    }

    /**
     * Mean over prompts of what this kind of run has more divergence than another of the same
     * prompts, in nats. Prompt by prompt, since both runs of a hard prompt diverge more.
     *
     * @param other with the same prompts in the same order
     */
    Estimate divergenceAbove(RunTally other) {
        double[] apart = new double[prompts.size()];
        for (int prompt = 0; prompt < apart.length; prompt++) {
            apart[prompt] =
                    prompts.get(prompt).klDivergence() - other.prompts.get(prompt).klDivergence();
        }
        return Estimate.ofMean(apart);
    }

    private Estimate mean(ToDoubleFunction<PromptFigures> figure) {
        return Estimate.ofMean(prompts.stream().mapToDouble(figure).toArray());
    }

    private List<LayerDistance> byLayer(ToDoubleFunction<Estimate> part) {
        return IntStream.range(0, sums.size()).mapToObj(layer -> ofLayer(layer, part)).toList();
    }

    private LayerDistance ofLayer(int layer, ToDoubleFunction<Estimate> part) {
        return new LayerDistance(
                part.applyAsDouble(mean(layer, LayerDistance::relativeL2)),
                part.applyAsDouble(mean(layer, LayerDistance::medianRelativeL2)),
                part.applyAsDouble(mean(layer, LayerDistance::cosine)),
                part.applyAsDouble(mean(layer, LayerDistance::cosineFifth)),
                part.applyAsDouble(mean(layer, LayerDistance::centredCosine)),
                part.applyAsDouble(mean(layer, LayerDistance::compensableShare)));
    }

    private Estimate mean(int layer, ToDoubleFunction<LayerDistance> measure) {
        return mean(figures -> measure.applyAsDouble(figures.distance().layers().get(layer)));
    }
}
