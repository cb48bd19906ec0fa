package io.sparsescope.views.fake;

import io.sparsescope.engine.observation.AnchorCurve;
import io.sparsescope.engine.observation.LayerDistance;
import io.sparsescope.engine.observation.LayerShift;
import io.sparsescope.engine.observation.Reading;
import io.sparsescope.engine.observation.RunDistance;
import io.sparsescope.engine.observation.RunShift;
import io.sparsescope.engine.observation.RunStates;
import io.sparsescope.engine.observation.ShiftDistances;
import io.sparsescope.engine.observation.StateSpread;
import io.sparsescope.engine.observation.ValueCounts;
import io.sparsescope.engine.run.RunOutcome.ShiftSnapshot;
import io.sparsescope.engine.run.RunRequest;
import io.sparsescope.engine.run.ShiftDetails;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.tokenizer.TokenSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A shift that grows with level and depth, and that spontaneous neurons halve. */
final class FakeShift {
    private static final int SINKS = 4;

    private final RunRequest request;
    private final TokenSequence tokens;
    private final double level;
    private final boolean compensated;

    FakeShift(RunRequest request) {
        this.request = request;
        tokens = FakeModel.tokens(request.prompt());
        level = request.setting().targetSparsity();
        compensated =
                !(request.intervention().spontaneous().source()
                        instanceof SpontaneousUse.Source.None);
    }

    ShiftSnapshot quick() {
        return new ShiftSnapshot(request, tokens, distances(), null);
    }

    ShiftSnapshot whole() {
        boolean moving = request.fidelity() == RunRequest.Fidelity.PREVIEW;
        List<LayerShift> layers =
                moving
                        ? List.of(layer(request.focus().layer()))
                        : IntStream.range(0, FakeModel.LAYERS).mapToObj(this::layer).toList();
        return new ShiftSnapshot(
                request,
                tokens,
                distances(),
                new ShiftDetails(layers, anchors(), moving ? null : lens()));
    }

    private ShiftDistances distances() {
        return new ShiftDistances(
                Math.min(SINKS, tokens.length() - 1),
                distance(1),
                compensated ? distance(0.5) : null);
    }

    private RunDistance distance(double share) {
        List<LayerDistance> layers = new ArrayList<>();
        for (int layer = 0; layer < FakeModel.LAYERS; layer++) {
            double moved = moved(layer, share);
            layers.add(
                    new LayerDistance(
                            1.1 * moved, moved, 1 - moved / 2, 1 - moved, 1 - moved, 0.3));
        }
        return new RunDistance(layers);
    }

    private double moved(int layer, double share) {
        return share * level * (0.2 + 0.08 * layer);
    }

    private LayerShift layer(int layer) {
        return new LayerShift(
                layer,
                new double[] {0.3, 0.15},
                states(0),
                shift(layer, 1),
                compensated ? shift(layer, 0.5) : null);
    }

    private RunShift shift(int layer, double share) {
        double moved = moved(layer, share);
        var alignment = new Reading.Value(1 - moved);
        return new RunShift(
                states(moved),
                alignment,
                new Reading.Refused("too few positions"),
                alignment,
                moved / 3,
                moved,
                moved,
                new Reading.Value(moved));
    }

    private RunStates states(double moved) {
        long[] counts = new long[20];
        for (int bin = 0; bin < counts.length; bin++) {
            double distance = (bin - 9.5) / 4 / (1 + moved);
            counts[bin] = Math.round(1_000 * Math.exp(-distance * distance));
        }
        double[][] points = new double[tokens.length()][2];
        for (int position = 0; position < points.length; position++) {
            points[position][0] = Math.cos(position) * (1 - moved);
            points[position][1] = Math.sin(2 * position) + moved;
        }
        return new RunStates(
                new ValueCounts(-3, 3, counts, 5, 7, 0), points, new StateSpread(30, 20, 6));
    }

    private List<AnchorCurve> anchors() {
        List<AnchorCurve> curves = new ArrayList<>();
        for (int layer = 0; layer < FakeModel.LAYERS; layer++) {
            double[] kept = new double[tokens.length()];
            double[] independent = new double[kept.length];
            for (int position = 0; position < kept.length; position++) {
                independent[position] = Math.pow(1 - level, position + 1);
                kept[position] = Math.max(0.1, independent[position]);
            }
            curves.add(
                    new AnchorCurve(
                            new ProjectionSite(layer, request.focus().projection()),
                            kept,
                            independent));
        }
        return curves;
    }

    private ShiftDetails.Lens lens() {
        String[][] words = new String[FakeModel.LAYERS][tokens.length()];
        double[][] divergence = new double[words.length][tokens.length()];
        for (int layer = 0; layer < words.length; layer++) {
            Arrays.fill(words[layer], " girl");
            Arrays.fill(divergence[layer], 5.0 * (words.length - layer) / words.length);
        }
        var picture = new ShiftDetails.LensPicture(words, divergence);
        return new ShiftDetails.Lens(picture, picture, compensated ? picture : null);
    }
}
