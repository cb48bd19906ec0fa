package io.sparsescope.app.cli;

import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.bench.DecodeLevel;
import io.sparsescope.engine.bench.MagnitudeLevels;
import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.kernel.WeightStorage;
import io.sparsescope.engine.model.SyntheticShape;
import io.sparsescope.engine.run.Calibrations;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures decoding: dense and sparse in turn, against the memory's bandwidth in the same run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measure how fast tokens come, dense and sparse in turn, and the bandwidth of the memory.")
public final class BenchCommand implements Callable<Integer> {
    private static final int SAMPLE_TOKENS = 128;

    @Spec private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--sparsity",
            split = ",",
            paramLabel = "P",
            defaultValue = "0,0.25,0.4,0.5,0.65,0.8",
            description = "Levels, besides dense. Default: 0,0.25,0.4,0.5,0.65,0.8.")
    private List<Double> sparsities;

    @Option(
            names = "--method",
            paramLabel = "M",
            defaultValue = "teal",
            description = "teal (default), topk, wina or cats; of synthetic models teal only.")
    private String method;

    @Option(
            names = "--threads",
            defaultValue = "0",
            description = "Threads that decode. Default: one for each core.")
    private int threads;

    @Option(
            names = "--weights",
            split = ",",
            paramLabel = "W",
            defaultValue = "bf16",
            description = "How weights are kept: bf16 (exact, the default), int8, or both.")
    private List<String> weights;

    @Option(
            names = "--tokens",
            defaultValue = "0",
            description = "Tokens of every level in every round. Default: about a second's worth.")
    private int tokens;

    @Option(names = "--rounds", defaultValue = "7", description = "Counted rounds. Default: 7.")
    private int rounds;

    @Option(
            names = "--prompt-tokens",
            defaultValue = "512",
            description = "Tokens of the prompt that prefill is measured with. Default: 512.")
    private int promptTokens;

    @Option(names = "--json", paramLabel = "OUT", description = "Also write the figures as JSON.")
    private @Nullable Path json;

    /** A model of files, or of random weights. */
    static final class Source {
        @Parameters(
                paramLabel = "MODEL",
                description = "A Hugging Face model directory, or a file in one.")
        private @Nullable Path model;

        @Option(
                names = "--synthetic",
                paramLabel = "SHAPE",
                description =
                        "Random weights of a shape: smollm2-135m, llama-3.2-1b, llama-3.2-3b.")
        private @Nullable String shape;
    }

    @Override
    public Integer call() {
        check();
        long start = System.nanoTime();
        try (Network network = open()) {
            var bench =
                    new BenchRun(
                            network,
                            threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
                            (System.nanoTime() - start) / 1e6,
                            spec.commandLine());
            List<DecodeLevel> levels = levels(network);
            BenchReport report =
                    bench.run(
                            storages(),
                            levels,
                            new BenchRun.Size(tokens, rounds, prompt(network)),
                            sample(network));
            report.print(spec.commandLine().getOut());
            if (json != null) {
                AtomicFile.write(json, report.json().getBytes(StandardCharsets.UTF_8));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private void check() {
        if (threads < 0 || tokens < 0 || rounds < 1 || promptTokens < 1) {
            throw new UsageException(
                    "--threads and --tokens must not be negative, --rounds and --prompt-tokens at least 1");
        }
        sparsities.forEach(this::setting);
        if (json != null) {
            AtomicFile.requireWritable(json);
        }
        storages();
        String shape = source.shape;
        if (shape != null) {
            UsageException.parsing("--synthetic", () -> SyntheticShape.parse(shape));
            if (!method.equals("teal")) {
                throw new UsageException(
                        "--synthetic has no calibration text for --method "
                                + method
                                + "; use teal");
            }
        }
    }

    private SparsitySetting setting(double sparsity) {
        var parsed = UsageException.parsing("--method", () -> SparsityMethod.parse(method));
        return UsageException.parsing(
                "--sparsity",
                () -> SparsitySetting.DENSE.withMethod(parsed).withTargetSparsity(sparsity));
    }

    private List<WeightStorage> storages() {
        return weights.stream()
                .map(word -> UsageException.parsing("--weights", () -> WeightStorage.parse(word)))
                .toList();
    }

    private Network open() {
        String shape = source.shape;
        return shape != null
                ? Network.synthetic(SyntheticShape.parse(shape), 1)
                : Network.open(Objects.requireNonNull(source.model));
    }

    private List<DecodeLevel> levels(Network network) {
        List<DecodeLevel> levels = new ArrayList<>();
        levels.add(new DecodeLevel(0, SparsityPlan.DENSE));
        DoubleFunction<SparsityPlan> plans = plans(network);
        sparsities.stream()
                .filter(sparsity -> sparsity > 0)
                .forEach(sparsity -> levels.add(new DecodeLevel(sparsity, plans.apply(sparsity))));
        return levels;
    }

    private DoubleFunction<SparsityPlan> plans(Network network) {
        if (source.shape != null) {
            return MagnitudeLevels.of(network.pass(), sample(network))::plan;
        }
        Calibration calibration =
                SparsityOptions.calibration(
                        network, Surroundings.calibrationTexts(network.model().summary()));
        return sparsity -> calibration.plan(setting(sparsity));
    }

    /** Any words: what they say does not change how long they take. */
    private int[] prompt(Network network) {
        var config = network.model().config();
        int length = Math.min(promptTokens, config.contextLength());
        return IntStream.range(0, length).map(index -> 7 * index % config.vocabSize()).toArray();
    }

    /** The beginning of the calibration text; of synthetic models, any words. */
    private int[] sample(Network network) {
        if (source.shape != null) {
            return IntStream.of(prompt(network)).limit(SAMPLE_TOKENS).toArray();
        }
        var texts = Surroundings.calibrationTexts(network.model().summary());
        return IntStream.of(Calibrations.windows(network, texts).windows().getFirst())
                .limit(SAMPLE_TOKENS)
                .toArray();
    }
}
