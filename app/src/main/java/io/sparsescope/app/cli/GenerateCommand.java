package io.sparsescope.app.cli;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.run.ContinuationTask;
import io.sparsescope.engine.run.ContinuationTask.PromptForm;
import io.sparsescope.engine.run.Continuations;
import io.sparsescope.engine.run.GeneratedStream;
import io.sparsescope.engine.run.Generation;
import io.sparsescope.engine.run.GenerationJson;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.run.PromptFile;
import io.sparsescope.engine.run.StreamKind;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Continues prompts by the dense and the sparse model, from one seed or several. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "Continue prompts; with --sparsity, on the sparse model.")
public final class GenerateCommand extends ModelCommand {
    @ArgGroup(multiplicity = "1")
    private Prompts prompts;

    @Option(
            names = "--max-tokens",
            defaultValue = "100",
            description = "New tokens at most. Default: 100.")
    private int maxTokens;

    @Option(
            names = "--count",
            defaultValue = "1",
            description = "Continuations of each prompt, with consecutive seeds. Default: 1.")
    private int count;

    @Option(
            names = "--streams",
            split = ",",
            paramLabel = "STREAM",
            description =
                    "dense, sparse, spontaneous, or several; each is scored by the dense model. Default: all in"
                            + " exports and JSON, else the last that acts.")
    private List<String> streams = List.of();

    @Option(
            names = "--chat",
            description = "Put each prompt into the words of the model's chat template.")
    private boolean chat;

    @Option(names = "--json", description = "Print JSON: all streams, token by token.")
    private boolean json;

    @Mixin private GenerationExports exports;

    @Mixin private SamplerOptions sampler;

    @Mixin private SparsityOptions sparsity;

    @Mixin private SpontaneousOptions spontaneous;

    /** Where prompts come from. */
    static final class Prompts {
        @Option(names = "--prompt", paramLabel = "TEXT", description = "Text to continue.")
        private @Nullable String prompt;

        @Option(
                names = "--prompts",
                paramLabel = "FILE",
                description =
                        "Texts to continue: a .txt with one on each line, or .jsonl with {\"prompt\": ..}.")
        private @Nullable Path file;

        List<String> read() {
            Path source = file;
            String single = prompt;
            return source != null ? PromptFile.read(source) : List.of(single == null ? "" : single);
        }
    }

    @Override
    void check() {
        sparsity.check();
        spontaneous.check();
        sampler.setting();
        if (maxTokens < 1 || count < 1) {
            throw new UsageException("--max-tokens and --count must be at least 1");
        }
        Set<StreamKind> asked = asked();
        if (asked.contains(StreamKind.SPONTANEOUS) && !spontaneous.isAsked()) {
            throw new UsageException("--streams spontaneous needs --spontaneous");
        }
        if (asked.contains(StreamKind.SPONTANEOUS) && !sparsity.isSparse()) {
            throw new UsageException(
                    "--streams spontaneous needs --sparsity: without zeros the vectors do not act");
        }
        exports.check();
    }

    private Set<StreamKind> asked() {
        Set<StreamKind> kinds = EnumSet.noneOf(StreamKind.class);
        for (String word : streams) {
            kinds.add(UsageException.parsing("--streams", () -> StreamKind.parse(word)));
        }
        return kinds;
    }

    @Override
    void work(Network network) {
        List<String> texts = prompts.read();
        if (chat) {
            network.chatTemplate(); // a template that cannot be used is found before the work
        }
        SparsityPlan acting = spontaneous.plan(sparsity, network, err());
        SortedMap<StreamKind, SparsityPlan> plans = Continuations.plans(acting);
        plans.keySet().retainAll(wanted(plans.keySet()));
        if (plans.isEmpty()) {
            throw new UsageException("--streams: nothing is dropped, so no vectors act");
        }
        var facts =
                GenerationExports.facts(network, sparsity, spontaneous, !acting.shifts().isEmpty());
        SamplerSetting first = sampler.setting();
        List<Generation> written = new ArrayList<>();
        for (String text : texts) {
            for (int index = 0; index < count; index++) {
                var task =
                        new ContinuationTask(
                                text,
                                chat ? PromptForm.CHAT : PromptForm.PLAIN,
                                maxTokens,
                                first.withSeed(first.seed() + index));
                var generation = new Generation(task, facts, write(network, task, plans));
                print(generation);
                written.add(generation);
            }
        }
        exports.write(written);
    }

    private Collection<StreamKind> wanted(Set<StreamKind> there) {
        if (!streams.isEmpty()) {
            return asked();
        }
        if (json || exports.areAsked()) {
            return there;
        }
        if (there.contains(StreamKind.SPONTANEOUS)) {
            return Set.of(StreamKind.SPONTANEOUS);
        }
        return Set.of(sparsity.isSparse() ? StreamKind.SPARSE : StreamKind.DENSE);
    }

    private static List<GeneratedStream> write(
            Network network, ContinuationTask task, SortedMap<StreamKind, SparsityPlan> plans) {
        try (Continuations running =
                UsageException.parsing(
                        "--prompt",
                        () -> new Continuations(network, task, plans, CancelToken.none()))) {
            while (running.step()) {
                // a token of one stream at a time
            }
            return running.written();
        }
    }

    private void print(Generation generation) {
        if (json) {
            out().println(Json.pretty(GenerationJson.of(generation)));
        } else if (generation.streams().size() == 1) {
            out().println(generation.streams().getFirst().text());
        } else {
            generation.streams().forEach(stream -> print(generation, stream));
        }
        out().flush();
    }

    private void print(Generation generation, GeneratedStream stream) {
        OptionalInt parting = generation.parting(stream);
        String place = parting.isPresent() ? ", leaves dense at token " + parting.getAsInt() : "";
        out().printf(
                        Locale.ROOT,
                        "%s: %.0f tokens/s%s, mean KL to dense %.4f nats%n%s%n",
                        stream.kind().cliName(),
                        stream.tokensPerSecond(),
                        place,
                        stream.meanDivergence(),
                        stream.text());
    }
}
