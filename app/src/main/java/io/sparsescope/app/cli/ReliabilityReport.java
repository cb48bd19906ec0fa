package io.sparsescope.app.cli;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.stability.StabilityScores;
import java.io.PrintWriter;
import java.util.Locale;

/** How far two halves of a calibration text rank channels alike, layer by projection. */
final class ReliabilityReport {
    private final Model model;
    private final StabilityScores scores;

    ReliabilityReport(Model model, Calibration calibration) {
        this.model = model;
        this.scores = new StabilityScores(model, calibration.statistics());
    }

    void print(PrintWriter out) {
        out.printf("%5s", "layer");
        for (Projection projection : Projection.values()) {
            out.printf(" %9s", projection.shortName());
        }
        out.println();
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            out.printf("%5d", layer);
            for (Projection projection : Projection.values()) {
                out.printf(Locale.ROOT, " %9.4f", of(new ProjectionSite(layer, projection)));
            }
            out.println();
        }
    }

    /** It does not depend on the rule. */
    private double of(ProjectionSite site) {
        return scores.of(site, SparsityRule.DENSE, 0).reliability();
    }
}
