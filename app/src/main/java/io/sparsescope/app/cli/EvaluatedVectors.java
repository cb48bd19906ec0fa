package io.sparsescope.app.cli;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.run.MeanResidualWork;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.spontaneous.MeanResidualRequest;
import io.sparsescope.engine.spontaneous.MeanResidualSetting;
import io.sparsescope.engine.spontaneous.MeanResidualVectors;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Finds the spontaneous vectors of every setting that is evaluated: in files, or by means. */
final class EvaluatedVectors {
    private final SpontaneousOptions options;
    private final Network network;
    private final MeanText text;
    private final PrintWriter err;
    private final @Nullable SpontaneousSets sets;

    /**
     * What means are taken over.
     *
     * @param windows of the calibration's texts
     * @param calibration where thresholds come from
     * @param skippedPositions positions at the start of each window that means leave out
     */
    record MeanText(TokenWindows windows, Calibration calibration, int skippedPositions) {}

    EvaluatedVectors(SpontaneousOptions options, Network network, MeanText text, PrintWriter err) {
        this.options = options;
        this.network = network;
        this.text = text;
        this.err = err;
        this.sets = options.isAsked() && !options.isMean() ? options.read(network.model()) : null;
    }

    /** The variant with its plan, and its vectors if any were asked for. */
    EvaluatedRow row(EvaluatedVariant variant) {
        SparsityPlan plan = variant.plan(text.calibration());
        if (!options.isAsked() || plan.rules().isEmpty()) {
            return new EvaluatedRow(variant, plan, null);
        }
        SpontaneousBinding use = SpontaneousBinding.of(network.model(), variant.setting());
        AppliedVectors applied =
                sets == null ? means(plan, use) : options.apply(sets, plan, use, network.model());
        applied.warn(err);
        return new EvaluatedRow(variant, plan, applied);
    }

    private AppliedVectors means(SparsityPlan plan, SpontaneousBinding use) {
        String textHash = text.calibration().provenance().textHash();
        var request =
                new MeanResidualRequest(
                        plan,
                        new MeanResidualSetting(text.skippedPositions(), options.scopes()),
                        use,
                        textHash,
                        textHash);
        try (MeanResidualWork work =
                UsageException.parsing(
                        "--spontaneous mean",
                        () -> new MeanResidualWork(network.pass(), text.windows(), request))) {
            Progress progress = new Progress(err, work.description());
            while (work.step(CancelToken.none())) {
                progress.done(work.progress());
            }
            return applied(work.result(), plan, use);
        }
    }

    private AppliedVectors applied(
            MeanResidualVectors found, SparsityPlan plan, SpontaneousBinding use) {
        AppliedVectors applied =
                options.apply("the mean residual", found.vectors(), plan, use, network.model());
        return found.heldOut().warning().map(applied::withWarning).orElse(applied);
    }
}
