package io.sparsescope.app.cli;

import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.calibration.AllocationFile;
import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.GreedyAllocation;
import io.sparsescope.engine.calibration.GreedyAllocator;
import io.sparsescope.engine.calibration.GreedySetting;
import io.sparsescope.engine.run.Allocating;
import io.sparsescope.engine.run.GreedyAllocations;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Searches TEAL's block-wise greedy allocation and writes its levels at one sparsity. */
@Command(
        name = "allocate",
        mixinStandardHelpOptions = true,
        description =
                "Search how much each projection of a block is asked for (TEAL's greedy allocation).")
public final class AllocateCommand extends ModelCommand {
    @Option(
            names = "--text",
            split = ",",
            paramLabel = "FILE",
            description =
                    "UTF-8 texts for thresholds and search. Default: calibration.txt beside the model, else the bundled stories.")
    private List<Path> texts = List.of();

    @Option(
            names = "--method",
            defaultValue = "teal",
            paramLabel = "M",
            description = "teal (default), topk or wina.")
    private String method;

    @Option(
            names = "--sparsity",
            defaultValue = "0.5",
            paramLabel = "P",
            description =
                    "Share of each block's projection weights to save, at most 0.9. Default: 0.5.")
    private double sparsity;

    @Option(
            names = "--base-step",
            defaultValue = "" + GreedySetting.DEFAULT_BASE_STEP,
            paramLabel = "S",
            description = "By how much q_proj's level rises in one step. Default: 0.05.")
    private double baseStep;

    @Option(
            names = "--window",
            defaultValue = "256",
            description = "Tokens in a window of the search. Default: 256.")
    private int window;

    @Option(
            names = "--windows",
            defaultValue = "" + GreedyAllocator.DEFAULT_WINDOWS,
            description = "Windows of the search at most. Default: 2.")
    private int windows;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Table of levels to write, ending in .csv or .json.")
    private Path out;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the errors and what they were measured on as JSON.")
    private @Nullable Path json;

    @Override
    void check() {
        setting();
        UsageException.parsing("--sparsity", () -> GreedyAllocation.requireTarget(sparsity));
        if (window < 2 || windows < 1) {
            throw new UsageException("--window must be at least 2 and --windows at least 1");
        }
        AllocationFile.requireKnownEnding(out);
    }

    private GreedySetting setting() {
        SparsityMethod parsed =
                UsageException.parsing("--method", () -> SparsityMethod.parse(method));
        return UsageException.parsing("--base-step", () -> new GreedySetting(parsed, baseStep));
    }

    @Override
    void work(Network network) {
        List<TextSource> sources =
                texts.isEmpty()
                        ? Surroundings.calibrationTexts(network.model().summary())
                        : TextOptions.read(texts);
        TokenWindows cut = cut(network, sources);
        Calibration calibration =
                UsageException.parsing(
                        "--text", () -> SparsityOptions.calibration(network, sources));
        GreedyAllocation found = search(network, cut, calibration);
        AllocationFile.write(out, found.at(sparsity));
        AllocationReport report = new AllocationReport(found, sparsity);
        if (json != null) {
            Json.write(json, report.tree(network));
        }
        report.print(out());
        out().printf("%s: levels of %d blocks%n", out, found.blocks().size());
    }

    private TokenWindows cut(Network network, List<TextSource> sources) {
        int context = network.model().config().contextLength();
        if (window > context) {
            throw new UsageException(
                    "--window: " + window + " is more than the model's context of " + context);
        }
        return UsageException.parsing(
                "--text", () -> TokenWindows.of(sources, network.tokenizer(), window, windows));
    }

    private GreedyAllocation search(Network network, TokenWindows cut, Calibration calibration) {
        var kept = new GreedyAllocations(Surroundings.engineOptions().calibrationCache());
        return AllocationChoice.search(
                new Allocating(kept, network.pass(), cut, calibration, setting()), err());
    }
}
