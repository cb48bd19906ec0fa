package io.sparsescope.engine.category;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.metric.RepresentationShift;
import io.sparsescope.engine.metric.ShiftSums;
import io.sparsescope.engine.metric.SinkPositions;
import io.sparsescope.engine.metric.States;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One run of one prompt against the dense run: its own figures, and the sums by which it adds to
 * those of its group. Means and covariances leave out the sink positions, see {@link
 * SinkPositions}.
 */
public final class PromptShift {
    private final PromptFigures figures;
    private final List<ShiftSums> sums;

    private PromptShift(PromptFigures figures, List<ShiftSums> sums) {
        this.figures = figures;
        this.sums = sums;
    }

    /**
     * Measures a run; neither is looked at afterwards.
     *
     * @param dense the dense run
     * @param run another run of the same prompt
     * @throws IllegalArgumentException when shapes differ, or a state is infinite or no number,
     *     with its place
     */
    public static PromptShift between(RecordedRun dense, RecordedRun run) {
        var shift = new RepresentationShift(dense.residuals(), run.residuals());
        double[] divergences = new double[dense.predictions().length];
        boolean[] agreed = new boolean[divergences.length];
        IntStream.range(0, divergences.length)
                .parallel()
                .forEach(position -> {
                    var wanted = dense.predictions()[position];
                    var found = run.predictions()[position];
                    divergences[position] = Math.max(0, wanted.divergenceTo(found)); // rounding
                    agreed[position] = wanted.top() == found.top();
                });
        double agreeing = IntStream.range(0, agreed.length).filter(each -> agreed[each]).count();
        var figures =
                new PromptFigures(
                        shift.distances().sparse(),
                        Arrays.stream(divergences).sum() / divergences.length,
                        agreeing / agreed.length);
        return new PromptShift(figures, sums(dense, run, shift.firstCounted()));
    }

    private static List<ShiftSums> sums(RecordedRun dense, RecordedRun run, int firstCounted) {
        return IntStream.range(0, dense.residuals().size())
                .parallel()
                .mapToObj(layer ->
                        ShiftSums.between(
                                counted(dense.residuals().get(layer), firstCounted),
                                counted(run.residuals().get(layer), firstCounted)))
                .toList();
    }

    private static States counted(FloatMatrix residual, int firstCounted) {
        return States.of(residual).from(firstCounted);
    }

    PromptFigures figures() {
        return figures;
    }

    /** Sums over the counted positions, [layer]. */
    List<ShiftSums> sums() {
        return sums;
    }
}
