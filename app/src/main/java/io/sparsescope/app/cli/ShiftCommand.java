package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.category.CategoryFile;
import io.sparsescope.engine.category.CategoryPrompt;
import io.sparsescope.engine.category.CategoryShifts;
import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.run.CategoryWork;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How far sparsity moves the states of prompts grouped by tag. */
@Command(
        name = "shift",
        mixinStandardHelpOptions = true,
        description = "How far sparsity moves the states of prompts, grouped by tag.")
public final class ShiftCommand extends ModelCommand {
    @Option(
            names = "--prompts",
            required = true,
            paramLabel = "FILE",
            description = "Prompts as JSON Lines, {tag, prompt} on each.")
    private Path prompts;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the figures of every layer and the protocol as JSON.")
    private @Nullable Path json;

    @Mixin private SparsityOptions sparsity;
    @Mixin private SpontaneousOptions spontaneous;

    @Override
    void check() {
        sparsity.check();
        spontaneous.check();
        if (!sparsity.isSparse()) {
            throw new UsageException(
                    "nothing is dropped, so nothing shifts: give --sparsity, --thresholds or --plan");
        }
        if (sparsity.setting().positions() instanceof PositionRule.DecodeOnly) {
            throw new UsageException(
                    "--positions decode: every token belongs to a prompt, so nothing would be"
                            + " sparse; use last-half");
        }
        if (json != null) {
            AtomicFile.requireWritable(json);
        }
    }

    @Override
    void work(Network network) {
        List<CategoryPrompt> read = CategoryFile.read(prompts);
        SparsityPlan plan = spontaneous.plan(sparsity, network, err());
        try (var work =
                UsageException.parsing(
                        "shift",
                        () -> new CategoryWork(network, plan, read, "comparing prompts"))) {
            Progress progress = new Progress(err(), work.description());
            while (work.step(CancelToken.none())) {
                progress.done(work.progress());
            }
            CategoryShifts shifts = work.result();
            var report = new ShiftReport(shifts);
            report.table(out());
            if (json != null) {
                Json.write(json, report.tree(protocol(network)));
            }
        }
    }

    private ObjectNode protocol(Network network) {
        ObjectNode protocol = ShiftReport.protocol(network, prompts);
        protocol.set("sparsity", sparsity.tree());
        if (spontaneous.isAsked()) {
            protocol.set("spontaneous", spontaneous.tree());
        }
        return protocol;
    }
}
