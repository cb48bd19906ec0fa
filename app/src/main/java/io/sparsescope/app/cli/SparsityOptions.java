package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.Calibrator;
import io.sparsescope.engine.calibration.PlanFile;
import io.sparsescope.engine.calibration.ThresholdsFile;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.run.Calibrations;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command is told what to drop. */
final class SparsityOptions {
    @Option(
            names = "--sparsity",
            paramLabel = "P",
            description = "Share of zeros in every projection input, 0 <= P < 1. Default: 0.")
    private double sparsity;

    @Option(
            names = "--method",
            paramLabel = "M",
            defaultValue = "teal",
            description = "teal (default), topk, wina or cats.")
    private String method;

    @Option(
            names = "--positions",
            paramLabel = "R",
            defaultValue = "all",
            description = "Sparse positions: all (default), skip:K, last-half or decode.")
    private String positions;

    @Option(
            names = "--allocation",
            paramLabel = "A",
            defaultValue = "uniform",
            description =
                    "How the asked sparsity is spread: uniform (default), greedy, or a table FILE.csv or FILE.json.")
    private String allocation;

    @Option(
            names = "--level",
            paramLabel = "SCOPE=P",
            split = ",",
            description =
                    "Another level for some projections: down_proj=0.3, 3=0.2 (a layer) or 3.down_proj=0.1.")
    private Map<String, Double> levels = Map.of();

    @Option(
            names = "--dense",
            paramLabel = "SCOPE",
            split = ",",
            description = "Projections that stay dense, such as k_proj,v_proj or 0.")
    private List<String> dense = List.of();

    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description =
                    "Safetensors file of scalars threshold.PROJECTION, instead of --sparsity.")
    private @Nullable Path thresholds;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "A plan written by 'calibrate --plan', instead of --sparsity.")
    private @Nullable Path plan;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            split = ",",
            description =
                    "Texts that thresholds come from. Default: calibration.txt beside the model, else the bundled stories.")
    private List<Path> calibration = List.of();

    /** Refuses what contradicts itself. */
    void check() {
        setting();
        new AllocationChoice(allocation).check();
        if (thresholds != null && sparsity != 0) {
            throw new UsageException("give either --sparsity or --thresholds, not both");
        }
        if (plan != null && (sparsity != 0 || thresholds != null)) {
            throw new UsageException("--plan holds everything; give it without other levels");
        }
        if (thresholds != null && setting().method() == SparsityMethod.TOP_K) {
            throw new UsageException(
                    "--thresholds has no meaning for --method topk; use --sparsity");
        }
    }

    /** Refuses what only a single run can do; views calibrate as the window does. */
    void checkLive() {
        check();
        if (new AllocationChoice(allocation).isGreedy()) {
            throw new UsageException(
                    "--allocation greedy: let 'allocate' write a table and give that, so that the view"
                            + " does not wait for the search");
        }
        if (thresholds != null || plan != null || !calibration.isEmpty()) {
            throw new UsageException(
                    "views calibrate as the window does; --thresholds, --plan and --calibration are for 'run'");
        }
    }

    /** What was asked for. */
    SparsitySetting setting() {
        SparsityMethod parsedMethod =
                UsageException.parsing("--method", () -> SparsityMethod.parse(method));
        PositionRule parsedPositions =
                UsageException.parsing("--positions", () -> PositionRule.parse(positions));
        SparsitySetting setting =
                UsageException.parsing(
                        "--sparsity",
                        () -> new SparsitySetting(parsedMethod, sparsity, parsedPositions));
        for (String scope : dense) {
            setting = withLevel("--dense", setting, scope, 0);
        }
        for (Map.Entry<String, Double> level : levels.entrySet()) {
            setting = withLevel("--level", setting, level.getKey(), level.getValue());
        }
        return checked(setting);
    }

    /** What was asked for, with the allocation of a model of so many layers. */
    SparsitySetting setting(int layerCount) {
        return checked(setting().withAllocation(new AllocationChoice(allocation).read(layerCount)));
    }

    private static SparsitySetting withLevel(
            String option, SparsitySetting setting, String scope, double level) {
        return UsageException.parsing(
                option, () -> setting.withOverride(LevelScope.parse(scope), level));
    }

    /** Refuses a combination that means nothing. */
    private static SparsitySetting checked(SparsitySetting setting) {
        setting.problem()
                .ifPresent(problem -> {
                    throw new UsageException(problem);
                });
        return setting;
    }

    /** What was asked for, for protocols: files by their names, else method, level and the rest. */
    ObjectNode tree() {
        ObjectNode tree = Json.object();
        if (plan != null) {
            return tree.put("plan", String.valueOf(plan.getFileName()));
        }
        SparsitySetting asked = setting();
        tree.put("method", asked.method().cliName()).put("positions", asked.positions().cliName());
        if (thresholds != null) {
            return tree.put("thresholds", String.valueOf(thresholds.getFileName()));
        }
        tree.put("targetSparsity", asked.targetSparsity()).put("allocation", allocation);
        if (!asked.overrides().isEmpty()) {
            ObjectNode own = tree.putObject("levels");
            asked.overrides().forEach((scope, level) -> own.put(scope.toString(), level));
        }
        return tree;
    }

    /** What is dropped, in one line. */
    String words(int layerCount) {
        if (plan != null) {
            return "plan " + plan.getFileName();
        }
        if (thresholds != null) {
            return setting().method().cliName() + ", thresholds " + thresholds.getFileName();
        }
        return Intervention.words(setting(layerCount));
    }

    /** Whether anything is dropped. */
    boolean isSparse() {
        return thresholds != null || plan != null || !setting().isDense();
    }

    /** The plan for a model; calibrates it when that is needed and was not done before. */
    SparsityPlan plan(Network network, PrintWriter err) {
        SparsitySetting setting = setting();
        if (plan != null) {
            return PlanFile.read(plan);
        }
        if (thresholds != null) {
            return ThresholdsFile.read(thresholds, setting.method(), setting.positions());
        }
        return plan(setting, network, err);
    }

    /** The plan of another setting, with these options' allocation and calibration texts. */
    SparsityPlan plan(SparsitySetting setting, Network network, PrintWriter err) {
        if (setting.isDense()) {
            return SparsityPlan.DENSE;
        }
        List<TextSource> texts = calibrationTexts(network);
        Calibration calibrated = calibration(network, texts);
        return calibrated.plan(
                new AllocationChoice(allocation).applyTo(setting, network, texts, calibrated, err));
    }

    /** The texts that thresholds come from. */
    List<TextSource> calibrationTexts(Network network) {
        return calibration.isEmpty()
                ? Surroundings.calibrationTexts(network.model().summary())
                : TextOptions.read(calibration);
    }

    /** What vectors would be used with: only what is known of files of thresholds and plans. */
    SpontaneousBinding binding(Model model, SparsityPlan made) {
        String hash = model.summary().hash();
        if (plan != null) {
            return new SpontaneousBinding(hash, null, null, null, made.positions());
        }
        SparsitySetting asked = setting(model.config().layerCount());
        return thresholds != null
                ? new SpontaneousBinding(hash, asked.method(), null, null, asked.positions())
                : SpontaneousBinding.of(model, asked);
    }

    /** The calibration of a model on some texts, made when none is kept. */
    static Calibration calibration(Network network, List<TextSource> texts) {
        TokenWindows windows = Calibrations.windows(network, texts);
        Calibrations kept = new Calibrations(Surroundings.engineOptions().calibrationCache());
        return kept.find(Calibrations.provenance(network, texts, windows))
                .orElseGet(() -> {
                    try (Calibrator calibrator = Calibrations.calibrator(network, texts, windows)) {
                        while (calibrator.step(CancelToken.none())) {
                            // one window at a time
                        }
                        Calibration made = calibrator.result();
                        kept.keep(made);
                        return made;
                    }
                });
    }
}
