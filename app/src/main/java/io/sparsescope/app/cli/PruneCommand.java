package io.sparsescope.app.cli;

import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.format.DirectoryInProgress;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.model.CheckpointWriter;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.stability.CheckpointCheck;
import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.stability.PruningComparison;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.stability.PruningRequest.Compensation;
import io.sparsescope.engine.stability.StructuredPruner;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Removes neurons and key/value groups for good and writes a smaller checkpoint, or compares the
 * ways of choosing them. Stability-scored pruning, FLAP-style: the workbench's own extension, not
 * part of arXiv:2512.12744.
 */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description = {
            "Remove neurons or key/value groups and write a smaller checkpoint, or compare scores.",
            "Stability-scored pruning, FLAP-style: the workbench's own extension, not part of arXiv:2512.12744."
        })
public final class PruneCommand extends ModelCommand {
    private static final String WITHOUT_BIAS = "leave it out with --no-bias";

    @Mixin private PruningOptions pruning;

    @Option(
            names = "--text",
            split = ",",
            paramLabel = "FILE",
            description =
                    "UTF-8 texts that statistics come from. Default: calibration.txt beside the model, else the bundled stories.")
    private List<Path> texts = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Checkpoint directory to write; must be new or empty.")
    private @Nullable Path out;

    @Option(
            names = "--compare",
            description =
                    "Write no checkpoint; print every score with and without bias beside the dense model.")
    private boolean compare;

    @Option(
            names = "--evaluate",
            split = ",",
            paramLabel = "FILE",
            description = "With --compare: texts to score. Default: the bundled stories.")
    private List<Path> evaluated = List.of();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "With --compare: write the figures and the protocol as JSON.")
    private @Nullable Path json;

    @Mixin private TextOptions windows;

    @Override
    void check() {
        windows.check();
        pruning.request();
        if (compare == (out != null)) {
            throw new UsageException("give either --out DIR or --compare");
        }
        if (!compare && (json != null || !evaluated.isEmpty())) {
            throw new UsageException("--evaluate and --json belong to --compare");
        }
        if (out != null) {
            Path target = out;
            UsageException.parsing(
                    "--out",
                    () -> {
                        DirectoryInProgress.requireFree(target);
                        return target;
                    });
        }
    }

    @Override
    void work(Network network) {
        List<TextSource> calibrating =
                texts.isEmpty()
                        ? Surroundings.calibrationTexts(network.model().summary())
                        : TextOptions.read(texts);
        if (out == null) {
            compare(network, calibrating);
        } else {
            write(network, calibrating, out);
        }
    }

    private void write(Network network, List<TextSource> calibrating, Path target) {
        Model dense = network.model();
        PruningRequest request = pruning.request();
        refuseWhatCannotBeStored(dense, request);
        TokenWindows cut = windows.cut("--text", network, calibrating);
        Kernels kernels = network.kernelsWithoutCopies();
        Progress progress = new Progress(err(), "pruning");
        StructuredPruner pruner = new StructuredPruner(dense, kernels, cut);
        Pruning done =
                UsageException.parsing(
                        "--ratio", () -> pruner.prune(request, progress::done, CancelToken.none()));
        try (Model pruned = done.apply(dense)) {
            var check = new CheckpointCheck(pruned, kernels, cut.windows().getFirst());
            double[] difference = new double[1];
            CheckpointWriter.write(
                    pruned,
                    target,
                    PruningReport.provenance(done, dense, calibrating, cut),
                    directory -> difference[0] = check.require(directory));
            try (Model reopened = ModelLoader.load(target)) {
                new PruningReport(out()).written(target, done, dense, reopened, difference[0]);
            }
        }
    }

    private static void refuseWhatCannotBeStored(Model model, PruningRequest request) {
        if (request.compensation() == Compensation.NONE || request.ratio() == 0) {
            return;
        }
        if (request.structures() != PruningRequest.Structures.KV_GROUPS) {
            CheckpointWriter.requireBias(model, Projection.DOWN_PROJ, WITHOUT_BIAS);
        }
        if (request.structures() != PruningRequest.Structures.NEURONS) {
            CheckpointWriter.requireBias(model, Projection.O_PROJ, WITHOUT_BIAS);
        }
    }

    private void compare(Network network, List<TextSource> calibrating) {
        List<TextSource> scoring =
                evaluated.isEmpty() ? Surroundings.evaluationTexts() : TextOptions.read(evaluated);
        TokenWindows calibration = windows.cut("--text", network, calibrating);
        TokenWindows evaluation = windows.cut("--evaluate", network, scoring);
        Progress progress = new Progress(err(), "comparing");
        PruningComparison comparison =
                new PruningComparison(
                        network.model(), network.kernelsWithoutCopies(), calibration, evaluation);
        List<PruningComparison.Judged> judged =
                UsageException.parsing(
                        "--ratio",
                        () ->
                                comparison.run(
                                        pruning.request(), progress::done, CancelToken.none()));
        new PruningReport(out()).table(judged);
        if (json != null) {
            PruningJson tree = new PruningJson(network, pruning.request());
            tree.calibrated(calibrating, calibration);
            tree.evaluated(scoring, evaluation);
            Json.write(json, tree.of(judged));
        }
    }
}
