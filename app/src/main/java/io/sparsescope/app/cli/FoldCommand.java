package io.sparsescope.app.cli;

import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.format.DType;
import io.sparsescope.engine.format.DirectoryInProgress;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.Folding;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts spontaneous neurons into biases and writes a checkpoint that needs no vectors any more. */
@Command(
        name = "fold",
        mixinStandardHelpOptions = true,
        description = {
            "Fold spontaneous vectors into biases, b' = b + W a, and write a Hugging Face checkpoint.",
            "It is exact where every position is sparse under the rules that the vectors were made for; these come from the"
                    + " vectors' file, or from --sparsity, --thresholds or --plan. Run densely, the folded model is not the dense"
                    + " model any more."
        })
public final class FoldCommand extends ModelCommand {
    /** Tokens of the check: enough for every rule to act, few enough to wait for. */
    private static final int SAMPLE = 64;

    @Mixin private SpontaneousOptions spontaneous;

    @Mixin private SparsityOptions sparsity;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Checkpoint directory to write; must be new or empty.")
    private Path out;

    @Option(
            names = "--ids",
            split = ",",
            paramLabel = "ID",
            description = "Token ids of the check. Default: the start of the calibration texts.")
    private int[] ids = {};

    @Override
    void check() {
        sparsity.check();
        spontaneous.check();
        if (!spontaneous.isAsked()) {
            throw new UsageException("give the vectors to fold with --spontaneous FILE");
        }
        UsageException.parsing(
                "--out",
                () -> {
                    DirectoryInProgress.requireFree(out);
                    return out;
                });
    }

    @Override
    void work(Network network) {
        Model model = network.model();
        SpontaneousSets sets = spontaneous.read(model);
        // Before anything is calibrated, which takes its time.
        sets.sets()
                .forEach(set ->
                        Folding.requirePlaces(
                                model,
                                set.vectors().values().keySet().stream()
                                        .filter(spontaneous::acts)
                                        .toList()));
        AppliedVectors applied = applied(network, sets);
        applied.warn(err());
        Folding folding =
                UsageException.parsing("--positions", () -> new Folding(model, applied.plan()));
        if (folding.sites().isEmpty()) {
            throw new UsageException(
                    "there is nothing to fold: no projection with a vector is sparse, or --strength is"
                            + " 0");
        }
        int[] sample = sample(network);
        double difference =
                folding.write(
                        out, provenance(model, applied), network.kernelsWithoutCopies(), sample);
        report(model, folding, applied, difference, sample.length);
    }

    /** The vectors with the rules that were asked for, else with those they were made for. */
    private AppliedVectors applied(Network network, SpontaneousSets sets) {
        if (sparsity.isSparse()) {
            SparsityPlan plan = sparsity.plan(network, err());
            return spontaneous.apply(
                    sets, plan, sparsity.binding(network.model(), plan), network.model());
        }
        if (sets.sets().size() > 1) {
            throw new UsageException("to choose among several files give --sparsity");
        }
        SparsitySetting made = madeFor(sets.sets().getFirst());
        SparsityPlan plan = sparsity.plan(made, network, err());
        SpontaneousBinding use = SpontaneousBinding.of(network.model(), made);
        return spontaneous.apply(sets, plan, use, network.model());
    }

    private static SparsitySetting madeFor(SpontaneousSets.Named set) {
        SpontaneousBinding binding = set.vectors().provenance().binding();
        if (binding.method() == null || binding.level() == null || binding.positions() == null) {
            throw new UsageException(
                    set.name()
                            + " does not say for which rules it was made; give --sparsity and"
                            + " --method, or --thresholds, for the numeric check");
        }
        var setting = new SparsitySetting(binding.method(), binding.level(), binding.positions());
        if (binding.allocation() != null
                && !binding.allocation().equals(SpontaneousBinding.allocation(setting))) {
            throw new UsageException(
                    set.name()
                            + " was made for the allocation '"
                            + binding.allocation()
                            + "'; give it with --sparsity and --allocation, --level or --dense");
        }
        return setting;
    }

    private int[] sample(Network network) {
        if (ids.length > 0) {
            return TokenIds.checked(ids, network.model().config());
        }
        int length = Math.min(SAMPLE, network.model().config().contextLength());
        return UsageException.parsing(
                "--calibration",
                () ->
                        TokenWindows.of(
                                        sparsity.calibrationTexts(network),
                                        network.tokenizer(),
                                        length,
                                        1)
                                .windows()
                                .getFirst());
    }

    private SortedMap<String, String> provenance(Model model, AppliedVectors applied) {
        SortedMap<String, String> lines = new TreeMap<>();
        lines.put("folded.model_hash", model.summary().hash());
        lines.put("folded.vectors_hash", applied.vectors().hash());
        lines.put("folded.vectors", applied.words());
        lines.put("folded.strength", String.valueOf(applied.setting().strength()));
        lines.put("folded.version", Surroundings.version());
        return lines;
    }

    private void report(
            Model model,
            Folding folding,
            AppliedVectors applied,
            double difference,
            int positions) {
        out().printf(
                        Locale.ROOT,
                        "%s: the vectors of %d projections (%s, strength %s) are biases now%n",
                        out,
                        folding.sites().size(),
                        applied.words(),
                        applied.setting().strength());
        out().printf(
                        Locale.ROOT,
                        "check: the logits of the folded and the unfolded model differ by at most %.2g of the largest"
                                + " magnitude at %d positions (bound %.0e)%n",
                        difference,
                        positions,
                        Folding.BOUND);
        out().println(
                        "it is exact where every position is sparse under these rules: take them from the original model ('calibrate"
                                + " --plan'), since the folded one run densely is not the dense model");
        Linear first = model.layer(0).projection(folding.sites().getFirst().projection());
        if (first.weight().type() != DType.F32) {
            out().printf(
                            "biases are F32 beside %s weights; a program that loads everything in one type rounds them"
                                    + " (transformers: dtype=torch.float32 keeps them)%n",
                            first.weight().type());
        }
    }
}
