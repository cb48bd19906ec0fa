package io.sparsescope.app.cli;

import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.spontaneous.SpontaneousFile;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import io.sparsescope.engine.training.TrainedVectors;
import io.sparsescope.engine.training.Trainer;
import io.sparsescope.engine.training.TrainingPoint;
import io.sparsescope.engine.training.TrainingRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains spontaneous vectors for one sparsity and writes them. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description =
                "Train spontaneous vectors, which stand for what sparsity drops, and write them.")
public final class TrainCommand extends ModelCommand {
    @Option(
            names = "--text",
            required = true,
            split = ",",
            paramLabel = "FILE",
            description = "UTF-8 texts to learn from.")
    private List<Path> texts;

    @Option(
            names = "--calibration",
            split = ",",
            paramLabel = "FILE",
            description =
                    "Texts that thresholds come from. Default: calibration.txt beside the model, else the bundled stories.")
    private List<Path> calibration = List.of();

    @Option(
            names = "--sparsity",
            defaultValue = "0.5",
            paramLabel = "P",
            description = "Level. Default: 0.5.")
    private double level;

    @Option(
            names = "--method",
            defaultValue = "teal",
            paramLabel = "M",
            description = "teal (default), topk, wina, cats.")
    private String method;

    @Option(
            names = "--allocation",
            defaultValue = "uniform",
            paramLabel = "A",
            description =
                    "How the level is spread: uniform (default), greedy, a table FILE.csv or FILE.json.")
    private String allocation;

    @Option(
            names = "--positions",
            defaultValue = "all",
            paramLabel = "R",
            description = "Sparse positions: all (default), skip:K or last-half.")
    private String positions;

    @Option(
            names = "--start",
            paramLabel = "FILE",
            description = "Vectors to begin with, such as mean residuals. Default: zeros.")
    private @Nullable Path start;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Safetensors file to write; FILE.checkpoint is kept until it is done.")
    private Path out;

    @Option(names = "--resume", description = "Go on from FILE.checkpoint.")
    private boolean resume;

    @Mixin private TrainingOptions options;
    @Mixin private TextOptions windows;

    @Override
    void check() {
        windows.check();
        options.setting();
        sparsity();
        new AllocationChoice(allocation).check();
    }

    private SparsitySetting sparsity() {
        SparsityMethod parsed =
                UsageException.parsing("--method", () -> SparsityMethod.parse(method));
        PositionRule rule =
                UsageException.parsing("--positions", () -> PositionRule.parse(positions));
        return UsageException.parsing("--sparsity", () -> new SparsitySetting(parsed, level, rule));
    }

    @Override
    void work(Network network) {
        network.useAllCores();
        List<TextSource> learnt = TextOptions.read(texts);
        TokenWindows cut = windows.cutAll("--text", network, learnt);
        TrainingRequest request = request(network, learnt);
        Progress progress = new Progress(err(), "training");
        try (Trainer trainer =
                UsageException.parsing(
                        "train",
                        () ->
                                new Trainer(
                                        network.pass(),
                                        network.gradientKernels(),
                                        cut,
                                        request,
                                        this::tell))) {
            announce(trainer);
            Path checkpoint = checkpoint();
            if (resume) {
                trainer.resumeFrom(checkpoint);
            }
            trainer.checkpointTo(checkpoint);
            while (trainer.step(CancelToken.none())) {
                progress.done(trainer.progress());
            }
            TrainedVectors trained = trainer.result();
            SpontaneousFile.write(out, trained.vectors());
            delete(checkpoint);
            report(trainer, trained);
        }
    }

    private TrainingRequest request(Network network, List<TextSource> learnt) {
        List<TextSource> calibrating =
                calibration.isEmpty()
                        ? Surroundings.calibrationTexts(network.model().summary())
                        : TextOptions.read(calibration);
        Calibration calibrated = CalibrateCommand.calibrate(network, calibrating, windows, err());
        SparsitySetting setting =
                new AllocationChoice(allocation)
                        .applyTo(sparsity(), network, calibrating, calibrated, err());
        SpontaneousVectors first =
                start == null ? null : SpontaneousFile.read(start, network.model().config());
        return new TrainingRequest(
                calibrated.plan(setting),
                options.setting(),
                SpontaneousBinding.of(network.model(), setting),
                calibrated.provenance().textHash(),
                TextSource.hash(learnt),
                first);
    }

    private Path checkpoint() {
        return out.resolveSibling(out.getFileName() + ".checkpoint");
    }

    private static void delete(Path checkpoint) {
        try {
            Files.deleteIfExists(checkpoint);
        } catch (IOException failure) {
            throw new UncheckedIOException(checkpoint + ": cannot be removed", failure);
        }
    }

    private void announce(Trainer trainer) {
        err().printf(
                        Locale.ROOT,
                        "training %1$d vectors on windows of %4$d tokens, %2$s; at most %3$d MB beside the model%n",
                        trainer.siteCount(),
                        trainer.split(),
                        trainer.bytes() >> 20,
                        windows.window());
        err().flush();
    }

    /** A line for every judgement. */
    private void tell(TrainingPoint point) {
        Double heldOut = point.heldOut();
        Double training = point.training();
        if (heldOut != null) {
            err().printf(
                            Locale.ROOT,
                            "step %d: held-out KL %.4f, training KL %s, %.0f tokens/s%n",
                            point.step(),
                            heldOut,
                            training == null ? "-" : String.format(Locale.ROOT, "%.4f", training),
                            point.tokensPerSecond());
            err().flush();
        }
    }

    private void report(Trainer trainer, TrainedVectors trained) {
        var divergence = trained.divergence();
        out().printf(
                        Locale.ROOT,
                        "held-out KL      %.4f without vectors, %.4f with the best, after %d of %d steps%n",
                        divergence.without(),
                        divergence.with(),
                        trained.bestStep(),
                        options.setting().steps());
        if (trained.refused()) {
            out().println("refused          nothing that was trained helps: the file holds zeros");
        }
        var speed = trainer.speed();
        if (speed.steps() > 0) {
            var products = trainer.productShare();
            out().printf(
                            Locale.ROOT,
                            "speed            %.0f tokens/s, %.2f s a step%n",
                            speed.tokensPerSecond(),
                            speed.seconds() / speed.steps());
            out().printf(
                            Locale.ROOT,
                            "matrix products  %.1f GFLOP a step (dense and sparse forward, input gradients);"
                                    + " alone they run at %.1f GFLOP/s, the training reached %.0f %% of that%n",
                            products.operationsPerStep() / 1e9,
                            products.productRate() / 1e9,
                            100 * products.share());
        }
        out().printf("vectors          %s%n", out);
    }
}
