package io.sparsescope.engine.run;

import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.metric.AnchorCurves;
import io.sparsescope.engine.metric.LogitLens;
import io.sparsescope.engine.metric.RepresentationShift;
import io.sparsescope.engine.observation.AnchorCurve;
import io.sparsescope.engine.observation.LayerShift;
import io.sparsescope.engine.observation.LensReading;
import io.sparsescope.engine.observation.ShiftDistances;
import io.sparsescope.engine.run.RunRequest.Fidelity;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Measures how far the states of a prompt's runs are apart, the quick measures first. */
final class ShiftMeasuring {
    private final ForwardPass pass;
    private final PromptRun run;
    private final @Nullable PromptActivations spontaneous;
    private final PromptActivations sparse;
    private final RepresentationShift shift;

    /**
     * Looks at the latest runs.
     *
     * @param compensated whether spontaneous neurons act in the latest sparse run, so that there is
     *     one without them too
     */
    ShiftMeasuring(ForwardPass pass, PromptRun run, boolean compensated) {
        this.pass = pass;
        this.run = run;
        this.spontaneous = compensated ? run.sparse() : null;
        this.sparse = compensated ? run.bare() : run.sparse();
        List<FloatMatrix> dense = run.dense().residuals();
        this.shift =
                compensated
                        ? new RepresentationShift(
                                dense, sparse.residuals(), run.sparse().residuals())
                        : new RepresentationShift(dense, sparse.residuals());
    }

    /** The quick measures. */
    ShiftDistances distances() {
        return shift.distances();
    }

    /**
     * Everything else that a request wants.
     *
     * @param text of a token
     */
    ShiftDetails details(
            RunRequest request, SparsityPlan plan, IntFunction<String> text, CancelToken cancel) {
        boolean moving = request.fidelity() == Fidelity.PREVIEW;
        List<LayerShift> layers =
                moving ? List.of(shift.shift(request.focus().layer())) : shift.shifts();
        cancel.throwIfCancelled();
        List<AnchorCurve> anchors = anchors(request.focus(), plan);
        return new ShiftDetails(layers, anchors, moving ? null : lens(text, cancel));
    }

    private List<AnchorCurve> anchors(ProjectionSite focus, SparsityPlan plan) {
        return IntStream.range(0, run.dense().residuals().size())
                .mapToObj(layer -> new ProjectionSite(layer, focus.projection()))
                .map(site ->
                        AnchorCurves.of(
                                site,
                                run.kept(site, plan, run.sparse()),
                                run.sparse().input(site).columnCount()))
                .toList();
    }

    private ShiftDetails.Lens lens(IntFunction<String> text, CancelToken cancel) {
        PromptActivations third = spontaneous;
        return new ShiftDetails.Lens(
                picture(run.dense(), text, cancel),
                picture(sparse, text, cancel),
                third == null ? null : picture(third, text, cancel));
    }

    private ShiftDetails.LensPicture picture(
            PromptActivations looked, IntFunction<String> text, CancelToken cancel) {
        LogProbabilities[] dense = run.dense().predictions();
        LogitLens lens = new LogitLens(pass);
        int layers = looked.residuals().size();
        String[][] tokens = new String[layers][dense.length];
        double[][] divergence = new double[layers][dense.length];
        for (int layer = 0; layer < layers; layer++) {
            LensReading[] readings = lens.read(looked.residuals().get(layer), dense, 1, cancel);
            for (int position = 0; position < dense.length; position++) {
                tokens[layer][position] = text.apply(readings[position].topTokens()[0]);
                divergence[layer][position] = Math.max(0, readings[position].divergence());
            }
        }
        return new ShiftDetails.LensPicture(tokens, divergence);
    }
}
