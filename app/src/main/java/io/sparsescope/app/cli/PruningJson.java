package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.calibration.ModelStatistics;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.stability.PruningComparison.Judged;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.stability.PruningScore;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.List;

/** A comparison of pruning methods with its whole protocol. */
final class PruningJson {
    private final ObjectNode root = Json.object();
    private final ObjectNode protocol = root.putObject("protocol");

    PruningJson(Network network, PruningRequest request) {
        protocol.put("method", "Stability-scored pruning, FLAP-style; not part of arXiv:2512.12744")
                .put("ratio", request.ratio())
                .put("structures", request.structures().cliName())
                .put("layout", request.layout().cliName())
                .put("layerCap", request.layerCap())
                .put("skippedPositions", ModelStatistics.DEFAULT_SKIPPED_POSITIONS)
                .put(
                        "costs",
                        "mean over the pruned blocks of E||y - y'||^2 / E||y||^2, same inputs, calibration text")
                .put("model", network.model().summary().name())
                .put("modelHash", network.model().summary().hash())
                .put("version", Surroundings.version());
        ObjectNode formulas = protocol.putObject("scores");
        for (PruningScore score : PruningScore.values()) {
            formulas.put(score.cliName(), score.formula());
        }
    }

    void calibrated(List<TextSource> texts, TokenWindows windows) {
        describe(protocol.putObject("calibration"), texts, windows);
    }

    void evaluated(List<TextSource> texts, TokenWindows windows) {
        describe(protocol.putObject("evaluation"), texts, windows);
    }

    private static void describe(ObjectNode node, List<TextSource> texts, TokenWindows windows) {
        node.put("textHash", TextSource.hash(texts))
                .put("window", windows.windows().getFirst().length)
                .put("windows", windows.count());
        var names = node.putArray("texts");
        texts.forEach(text -> names.add(text.name()));
    }

    ObjectNode of(List<Judged> judged) {
        figures(root.putObject("dense"), judged.getFirst().dense());
        var methods = root.putArray("methods");
        for (Judged each : judged) {
            Pruning pruning = each.pruning();
            ObjectNode method =
                    methods.addObject()
                            .put("score", pruning.request().score().cliName())
                            .put("compensation", pruning.request().compensation().cliName())
                            .put("askedWeights", pruning.plan().asked())
                            .put("removedWeights", pruning.plan().reached())
                            .put("predictedCost", pruning.meanCost().predicted())
                            .put("measuredCost", pruning.meanCost().measured());
            figures(method, each.pruned());
        }
        return root;
    }

    private static void figures(ObjectNode node, QualityFigures figures) {
        node.put("perplexity", figures.perplexity())
                .put("klDivergence", figures.klDivergence())
                .put("topTokenAgreement", figures.topTokenAgreement());
    }
}
