package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.calibration.GreedyAllocation;
import io.sparsescope.engine.calibration.GreedyProvenance;
import io.sparsescope.engine.calibration.GreedyRow;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.Projection;
import java.io.PrintWriter;
import java.util.Locale;

/** What {@code allocate} says of an allocation at one sparsity, as a table and as JSON. */
final class AllocationReport {
    private final GreedyAllocation found;
    private final double sparsity;

    AllocationReport(GreedyAllocation found, double sparsity) {
        this.found = found;
        this.sparsity = sparsity;
    }

    /** Prints a line for each block and how many are better than uniform. */
    void print(PrintWriter out) {
        out.printf("%5s %9s %9s %6s %8s", "layer", "greedy", "uniform", "ratio", "sparsity");
        for (Projection projection : Projection.values()) {
            out.printf(" %9s", projection.shortName());
        }
        out.println();
        int layers = found.blocks().size();
        int below = 0;
        for (int layer = 0; layer < layers; layer++) {
            GreedyRow row = found.row(layer, sparsity);
            print(out, layer, row);
            below += row.isBelowUniform() ? 1 : 0;
        }
        out.printf("%d of %d blocks are below uniform%n", below, layers);
    }

    private static void print(PrintWriter out, int layer, GreedyRow row) {
        out.printf(
                Locale.ROOT,
                "%5d %9.5f %9.5f %6.3f %8.4f",
                layer,
                row.error(),
                row.uniformError(),
                ratio(row),
                row.effectiveSparsity());
        for (double level : row.levels()) {
            out.printf(Locale.ROOT, " %9.4f", level);
        }
        out.println();
    }

    /** Greedy to uniform error; where neither makes an error they are as good. */
    private static double ratio(GreedyRow row) {
        return row.uniformError() == 0 ? 1 : row.error() / row.uniformError();
    }

    /** The same with what it was measured on. */
    ObjectNode tree(Network network) {
        ObjectNode root = Json.object();
        describe(root.putObject("protocol"), network, found.provenance());
        var blocks = root.putArray("blocks");
        for (int layer = 0; layer < found.blocks().size(); layer++) {
            GreedyRow row = found.row(layer, sparsity);
            ObjectNode block =
                    blocks.addObject()
                            .put("layer", layer)
                            .put("effectiveSparsity", row.effectiveSparsity())
                            .put("greedyError", row.error())
                            .put("uniformError", row.uniformError())
                            .put("ratio", ratio(row));
            ObjectNode levels = block.putObject("levels");
            for (Projection projection : Projection.values()) {
                levels.put(projection.shortName(), row.level(projection));
            }
        }
        return root;
    }

    private void describe(ObjectNode protocol, Network network, GreedyProvenance provenance) {
        protocol.put("targetSparsity", sparsity)
                .put("method", provenance.setting().method().cliName())
                .put("baseStep", provenance.setting().baseStep())
                .put("window", provenance.window())
                .put("windows", provenance.windows())
                .put("calibrationWindows", provenance.thresholds().windows())
                .put("positions", "all")
                .put(
                        "error",
                        "mean over windows and their last quarter of positions of the L2 norm of"
                                + " dense minus sparse block output, on the dense block input")
                .put("model", network.model().summary().name())
                .put("modelHash", provenance.thresholds().modelHash())
                .put("texts", provenance.thresholds().textNames())
                .put("textHash", provenance.thresholds().textHash())
                .put("backend", network.pass().backend())
                .put("version", Surroundings.version());
    }
}
