package io.sparsescope.app.cli;

import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.run.Generation;
import io.sparsescope.engine.run.Generation.GenerationFacts;
import io.sparsescope.engine.run.GenerationJson;
import io.sparsescope.engine.run.GenerationMarkdown;
import io.sparsescope.engine.run.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that generations are written to, all or nothing. */
final class GenerationExports {
    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Write prompts, figures and texts as Markdown.")
    private @Nullable Path markdown;

    @Option(
            names = "--jsonl",
            paramLabel = "FILE",
            description = "Write JSON Lines: one object for each continuation, with every token.")
    private @Nullable Path jsonl;

    boolean areAsked() {
        return markdown != null || jsonl != null;
    }

    /** Finds an unwritable target before anything runs. */
    void check() {
        if (markdown != null) {
            AtomicFile.requireWritable(markdown);
        }
        if (jsonl != null) {
            AtomicFile.requireWritable(jsonl);
        }
        if (markdown != null && markdown.equals(jsonl)) {
            throw new UsageException("--markdown and --jsonl name the same file");
        }
    }

    void write(List<Generation> generations) {
        if (markdown != null) {
            AtomicFile.write(markdown, bytes(GenerationMarkdown.of(generations)));
        }
        if (jsonl != null) {
            AtomicFile.write(jsonl, bytes(GenerationJson.lines(generations)));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Where the generations of a command come from. */
    static GenerationFacts facts(
            Network network,
            SparsityOptions sparsity,
            SpontaneousOptions spontaneous,
            boolean vectorsAct) {
        return new GenerationFacts(
                network.model().summary().name(),
                network.model().summary().hash(),
                sparsity.words(network.model().config().layerCount()),
                vectorsAct ? spontaneous.words() : "",
                network.pass().backend(),
                Surroundings.engineOptions().version());
    }
}
