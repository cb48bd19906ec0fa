package io.sparsescope.engine.run;

import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.spontaneous.HeldOutDivergence;
import io.sparsescope.engine.spontaneous.MeanResidual;
import io.sparsescope.engine.spontaneous.MeanResidualRequest;
import io.sparsescope.engine.spontaneous.MeanResidualVectors;
import io.sparsescope.engine.spontaneous.SpontaneousOrigin;
import io.sparsescope.engine.spontaneous.SpontaneousProvenance;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.spontaneous.VectorSpace;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes mean-residual biases from most of a text and judges them by the rest. */
public final class MeanResidualWork implements SteppedWork {
    /** One window in so many is held out. */
    private static final int HELD_OUT_SHARE = 8;

    /** Of the work, roughly: two streams of three half passes against three whole passes. */
    private static final double SHARE_OF_MEANS = 0.8;

    private final ForwardPass pass;
    private final TokenWindows text;
    private final TokenWindows heldOut;
    private final MeanResidualRequest request;
    private final MeanResidual means;
    private @Nullable Evaluator judge;
    private @Nullable MeanResidualVectors result;

    /**
     * Prepares the work.
     *
     * @param pass the model's network
     * @param windows at least two, of one length; the last eighth is held out
     * @param request what is dropped, and how means are taken
     * @throws IllegalArgumentException when there is nothing to take means of, or only one window
     */
    public MeanResidualWork(ForwardPass pass, TokenWindows windows, MeanResidualRequest request) {
        if (windows.count() < 2) {
            throw new IllegalArgumentException(
                    "one window must be held out, so at least 2 are needed: give a longer text or a"
                            + " smaller window");
        }
        int judging = Math.ceilDiv(windows.count(), HELD_OUT_SHARE);
        this.pass = pass;
        this.text = windows.first(windows.count() - judging);
        this.heldOut = windows.last(judging);
        this.request = request;
        this.means = new MeanResidual(pass, text, request.plan(), request.setting());
    }

    @Override
    public boolean step(CancelToken cancel) {
        cancel.throwIfCancelled();
        Evaluator running = judge;
        if (running == null) {
            if (!means.step(cancel)) {
                SparsityPlan plan = request.plan();
                judge =
                        new Evaluator(
                                pass,
                                heldOut,
                                List.of(
                                        new Evaluator.Case(0, plan.withShifts(new TreeMap<>())),
                                        new Evaluator.Case(0, plan.withShifts(means.biases()))));
            }
            return true;
        }
        if (running.step(cancel)) {
            return true;
        }
        List<QualityFigures> figures = running.figures();
        result =
                finished(
                        new HeldOutDivergence(
                                figures.getFirst().klDivergence(),
                                figures.getLast().klDivergence()));
        return false;
    }

    private MeanResidualVectors finished(HeldOutDivergence divergence) {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("target", request.setting().target().cliName());
        settings.put("skippedPositions", String.valueOf(request.setting().skippedPositions()));
        settings.put("window", String.valueOf(text.windows().getFirst().length));
        settings.put("windows", String.valueOf(text.count()));
        settings.put("heldOutWindows", String.valueOf(heldOut.count()));
        divergence.addTo(settings);
        if (!request.setting().scopes().isEmpty()) {
            settings.put("projections", words(request));
        }
        var provenance =
                new SpontaneousProvenance(
                        request.binding(),
                        request.calibrationTextHash(),
                        request.textHash(),
                        new SpontaneousOrigin(SpontaneousOrigin.Kind.MEAN_RESIDUAL, settings));
        return new MeanResidualVectors(
                new SpontaneousVectors(VectorSpace.OUTPUT, means.biases(), provenance), divergence);
    }

    private static String words(MeanResidualRequest request) {
        return request.setting().scopes().stream()
                .map(LevelScope::toString)
                .collect(Collectors.joining(","));
    }

    /** The vectors and what they are worth, once {@link #step} has returned false. */
    public MeanResidualVectors result() {
        return Objects.requireNonNull(result);
    }

    @Override
    public String description() {
        return "Taking means of what is dropped";
    }

    @Override
    public double progress() {
        Evaluator running = judge;
        return running == null
                ? SHARE_OF_MEANS * means.progress()
                : SHARE_OF_MEANS + (1 - SHARE_OF_MEANS) * running.progress();
    }

    @Override
    public void close() {
        means.close();
        if (judge != null) {
            judge.close();
            judge = null;
        }
    }
}
