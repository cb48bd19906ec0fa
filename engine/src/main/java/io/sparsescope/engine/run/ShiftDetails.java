package io.sparsescope.engine.run;

import io.sparsescope.engine.observation.AnchorCurve;
import io.sparsescope.engine.observation.LayerShift;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The measures of representation shift that take longer than {@link
 * io.sparsescope.engine.observation.ShiftDistances}.
 *
 * @param layers those measured: all when the hand has let go, the focused one while it moves
 * @param anchors [layer] channels of the focused kind of input that survive every position so far
 * @param lens what every layer would predict; null while the hand moves
 */
public record ShiftDetails(
        List<LayerShift> layers, List<AnchorCurve> anchors, @Nullable Lens lens) {
    public ShiftDetails {
        layers = List.copyOf(layers);
        anchors = List.copyOf(anchors);
    }

    /**
     * The logit lens of all runs.
     *
     * @param dense of the dense run
     * @param sparse of the sparse run without spontaneous neurons
     * @param spontaneous of the sparse run with them; null where none act
     */
    public record Lens(LensPicture dense, LensPicture sparse, @Nullable LensPicture spontaneous) {}

    /**
     * The logit lens of one run.
     *
     * @param topTokens [layer][position] text of the most probable next token
     * @param divergence [layer][position] KL(dense run's own prediction || this), in nats
     */
    public record LensPicture(String[][] topTokens, double[][] divergence) {}
}
