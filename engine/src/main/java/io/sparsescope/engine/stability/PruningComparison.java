package io.sparsescope.engine.stability;

import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.stability.PruningRequest.Compensation;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Every score with and without its means folded in, at one ratio, judged by the same text.
 * Stability-scored pruning, FLAP-style: the workbench's own extension, not part of
 * arXiv:2512.12744.
 */
public final class PruningComparison {
    private final Model dense;
    private final Kernels kernels;
    private final TokenWindows calibration;
    private final TokenWindows evaluation;

    /**
     * Creates a comparison.
     *
     * @param dense the whole model
     * @param kernels should keep no copies of weights
     * @param calibration text that scores and means come from
     * @param evaluation text that judges
     */
    public PruningComparison(
            Model dense, Kernels kernels, TokenWindows calibration, TokenWindows evaluation) {
        this.dense = dense;
        this.kernels = kernels;
        this.calibration = calibration;
        this.evaluation = evaluation;
    }

    /**
     * One pruned model's figures beside the dense one's.
     *
     * @param pruning what was done
     * @param dense the dense model over the evaluation text
     * @param pruned the pruned model, against the dense one
     */
    public record Judged(Pruning pruning, QualityFigures dense, QualityFigures pruned) {}

    /**
     * Prunes and judges with every score and compensation; one pruned model in memory at a time.
     *
     * @param request its ratio, structures and layout hold for all
     * @param progress receives shares of the work done, in (0, 1]
     */
    public List<Judged> run(PruningRequest request, DoubleConsumer progress, CancelToken cancel) {
        List<PruningRequest> requests = new ArrayList<>();
        for (PruningScore score : PruningScore.values()) {
            for (Compensation compensation : Compensation.values()) {
                requests.add(request.with(score, compensation));
            }
        }
        StructuredPruner pruner = new StructuredPruner(dense, kernels, calibration);
        List<Judged> judged = new ArrayList<>();
        for (PruningRequest each : requests) {
            double before = judged.size();
            int all = requests.size();
            Pruning pruning =
                    pruner.prune(
                            each, share -> progress.accept((before + share / 2) / all), cancel);
            judged.add(
                    judge(
                            pruning,
                            share -> progress.accept((before + 0.5 + share / 2) / all),
                            cancel));
        }
        return judged;
    }

    /** Judges one pruning by the evaluation text. */
    public Judged judge(Pruning pruning, DoubleConsumer progress, CancelToken cancel) {
        try (Model pruned = pruning.apply(dense)) {
            Evaluator.Case each =
                    new Evaluator.Case(
                            pruning.plan().staticSparsity(),
                            SparsityPlan.DENSE,
                            new ForwardPass(pruned, kernels));
            try (Evaluator evaluator =
                    new Evaluator(new ForwardPass(dense, kernels), evaluation, List.of(each))) {
                while (evaluator.step(cancel)) {
                    progress.accept(evaluator.progress());
                }
                return new Judged(pruning, evaluator.dense(), evaluator.figures().getFirst());
            }
        }
    }
}
