package io.sparsescope.peers;

import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.model.SyntheticShape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures this program, llama.cpp and Jlama on the same weights and threads, in turn. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measure this program beside llama.cpp and Jlama, on the same weights and threads.")
public final class Peers implements Callable<Integer> {
    /** About a second of a model of a billion weights. */
    private static final double BYTES_PER_TURN = 50e9;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "A plain Llama in bf16. Its first tokens must be the same everywhere.")
    private @Nullable Path model;

    @Option(
            names = "--synthetic",
            paramLabel = "SHAPE",
            defaultValue = "llama-3.2-1b",
            description =
                    "Random weights, where there is no --model: smollm2-135m, llama-3.2-1b (default), llama-3.2-3b.")
    private String shape;

    @Option(
            names = "--threads",
            defaultValue = "0",
            description = "Threads of every program. Default: one for each core.")
    private int threads;

    @Option(names = "--rounds", defaultValue = "5", description = "Counted rounds. Default: 5.")
    private int rounds;

    @Option(
            names = "--prefill-rounds",
            defaultValue = "3",
            description = "Counted rounds of reading prompts. Default: 3.")
    private int prefillRounds;

    @Option(
            names = "--tokens",
            defaultValue = "0",
            description = "Tokens of every variant in every round. Default: 24 to 400, by size.")
    private int tokens;

    @Option(
            names = "--prompt-tokens",
            defaultValue = "512",
            description = "Tokens of the prompts that are read. Default: 512.")
    private int promptTokens;

    @Option(
            names = "--jlama-activations",
            paramLabel = "T",
            defaultValue = "I8",
            description =
                    "How Jlama keeps activations where they meet weights: I8 (its default), BF16 or F32.")
    private String jlamaActivations;

    @Option(names = "--json", paramLabel = "OUT", description = "Also write the figures as JSON.")
    private @Nullable Path json;

    /** Runs the comparison; the process ends with 0 when all went well. */
    static void main(String[] args) {
        var line = new CommandLine(new Peers());
        line.setExecutionExceptionHandler((failure, command, _) -> {
            command.getErr().println(failure.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() {
        if (threads < 0 || rounds < 1 || prefillRounds < 1 || tokens < 0 || promptTokens < 1) {
            throw new PeerException(
                    "--threads and --tokens must not be negative; --rounds, --prefill-rounds and --prompt-tokens at least 1");
        }
        if (json != null) {
            AtomicFile.requireWritable(json);
        }
        Machine.requireSupported();
        try (PeerModel opened = open()) {
            var run = new PeersRun(opened, size(opened), jlamaActivations, System.err::println);
            Report report = run.measure();
            report.print(System.out);
            if (json != null) {
                AtomicFile.write(json, report.json().getBytes(StandardCharsets.UTF_8));
            }
            run.requireSameFunction(report);
        }
        return CommandLine.ExitCode.OK;
    }

    private PeerModel open() {
        return model != null
                ? PeerModel.open(model)
                : PeerModel.synthetic(SyntheticShape.parse(shape));
    }

    private int threads() {
        int cores = Runtime.getRuntime().availableProcessors();
        if (threads > cores) {
            throw new PeerException("--threads " + threads + " is more than " + cores + " cores");
        }
        return threads == 0 ? cores : threads;
    }

    private PeersRun.Size size(PeerModel opened) {
        int context = opened.model().config().contextLength();
        int asked =
                tokens > 0
                        ? tokens
                        : (int) Math.clamp(BYTES_PER_TURN / opened.weightBytes(), 24, 400);
        return new PeersRun.Size(
                threads(),
                Math.min(asked, context / 2),
                rounds,
                Math.min(promptTokens, context),
                prefillRounds);
    }
}
