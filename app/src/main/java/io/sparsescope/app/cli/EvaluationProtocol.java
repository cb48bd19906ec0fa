package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.tokenizer.LongText;
import java.util.List;

/**
 * How figures were taken, in JSON.
 *
 * @param network the model
 * @param positions which positions were sparse, in command line form
 * @param calibration where thresholds came from
 */
record EvaluationProtocol(Network network, String positions, Calibration calibration) {
    /** Of whatever is scored. */
    ObjectNode common() {
        return Json.object()
                .put("calibrationWindows", calibration.provenance().windows())
                .put("specialTokens", "none")
                .put("positions", positions)
                .put("projections", "q k v o gate up down")
                .put(
                        "threshold",
                        "value at index ceil(p*n)-1 of the sorted scores of each projection input over the calibration"
                                + " windows, exact up to 262144 values, interpolated in bins of 1/8192 relative width beyond; kept iff strictly greater")
                .put("model", network.model().summary().name())
                .put("modelHash", network.model().summary().hash())
                .put("calibrationTextHash", calibration.provenance().textHash())
                .put("calibrationTexts", calibration.provenance().textNames())
                .put("backend", network.pass().backend())
                .put("version", Surroundings.version());
    }

    /**
     * Of scored texts.
     *
     * @param texts in order
     * @param window tokens in a window
     * @param windows windows that were scored
     * @param seed of the bootstrap
     */
    ObjectNode ofTexts(List<LongText> texts, int window, int windows, long seed) {
        ObjectNode protocol =
                common().put("window", window)
                        .put("windows", windows)
                        .put("selection", "consecutive from the start of the concatenated texts")
                        .put(
                                "scored",
                                "perplexity at positions 1 to window-1, divergence and agreement at every position")
                        .put("standardErrors", "windows are the observations")
                        .put("bootstrapSeed", seed)
                        .put("textHash", LongText.hash(texts));
        var names = protocol.putArray("texts");
        texts.forEach(text -> names.add(text.name()));
        return protocol;
    }
}
