package io.sparsescope.app.cli;

import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.evaluation.SparsityTally;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.ActivationRecorder;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.probe.Probes;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a prompt once and says, or writes, what came out. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run a prompt; print the next token or dump logits and hidden states.")
public final class RunCommand extends ModelCommand {
    private static final int SHOWN = 5;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Prompt prompt;

    /** Either ids or text. */
    static final class Prompt {
        @Option(names = "--ids", split = ",", paramLabel = "ID", description = "Token ids.")
        private int @Nullable [] ids;

        @Option(
                names = "--prompt",
                paramLabel = "TEXT",
                description = "Text; the model's tokenizer turns it into ids.")
        private @Nullable String text;
    }

    @Mixin private SparsityOptions sparsity;

    @Mixin private SpontaneousOptions spontaneous;

    @Option(
            names = "--dump",
            paramLabel = "FILE",
            description =
                    "Safetensors file to write: input_ids, logits [position, vocab], hidden_states.0..L [position, hidden].")
    private @Nullable Path dump;

    @Option(
            names = "--points",
            split = ",",
            paramLabel = "POINT",
            description =
                    "Probe points to dump too, such as MLP_POST; tensors mlp_post.LAYER. All: ${COMPLETION-CANDIDATES}.")
    private List<ProbePoint> points = List.of();

    @Override
    void check() {
        sparsity.check();
        spontaneous.check();
        if (!points.isEmpty() && dump == null) {
            throw new UsageException("--points needs --dump");
        }
    }

    @Override
    void work(Network network) {
        ModelConfig config = network.model().config();
        int[] ids = ids(network);
        SparsityPlan plan = spontaneous.plan(sparsity, network, err());
        Map<String, ProbeSite> named = dump == null ? Map.of() : sites(config);
        ActivationRecorder recorder = new ActivationRecorder(java.util.Set.copyOf(named.values()));
        SparsityTally tally = new SparsityTally(config, plan);
        Probe probe = sparsity.isSparse() ? Probes.both(recorder, tally) : recorder;
        try (PassState state = new PassState(config, ids.length)) {
            FloatMatrix logits =
                    network.pass()
                            .run(PassInput.prompt(ids), state, plan, probe, CancelToken.none());
            if (dump != null) {
                write(dump, ids, logits, named, recorder);
            }
            report(network, logits, tally);
        }
    }

    private int[] ids(Network network) {
        int[] given = prompt.ids;
        int[] ids =
                given != null
                        ? given
                        : network.tokenizer()
                                .encode(String.valueOf(prompt.text), Tokenizer.SpecialTokens.ADD)
                                .ids();
        return TokenIds.checked(ids, network.model().config());
    }

    /**
     * Hugging Face's hidden_states.l is the stream before layer l; the last one has passed the
     * final norm.
     */
    private Map<String, ProbeSite> sites(ModelConfig config) {
        Map<String, ProbeSite> sites = new LinkedHashMap<>();
        int layerCount = config.layerCount();
        for (int layer = 0; layer < layerCount; layer++) {
            sites.put("hidden_states." + layer, new ProbeSite(layer, ProbePoint.RESID_PRE));
        }
        sites.put(
                "hidden_states." + layerCount,
                new ProbeSite(layerCount - 1, ProbePoint.FINAL_NORM));
        for (ProbePoint point : points) {
            for (int layer = point == ProbePoint.FINAL_NORM ? layerCount - 1 : 0;
                    layer < layerCount;
                    layer++) {
                sites.put(
                        point.name().toLowerCase(Locale.ROOT) + "." + layer,
                        new ProbeSite(layer, point));
            }
        }
        return sites;
    }

    private static void write(
            Path file,
            int[] ids,
            FloatMatrix logits,
            Map<String, ProbeSite> named,
            ActivationRecorder recorder) {
        SafetensorsWriter writer = new SafetensorsWriter();
        long[] wide = java.util.Arrays.stream(ids).asLongStream().toArray();
        writer.add("input_ids", wide, ids.length);
        writer.add("logits", logits.toArray(), ids.length, logits.columnCount());
        named.forEach((name, site) -> {
            float[] values = recorder.values(site);
            writer.add(name, values, ids.length, values.length / ids.length);
        });
        writer.write(file);
    }

    private void report(Network network, FloatMatrix logits, SparsityTally tally) {
        LogProbabilities last = LogProbabilities.of(logits.rowToArray(logits.rowCount() - 1));
        for (int token : last.top(SHOWN)) {
            String text = prompt.text == null ? "" : " '" + network.tokenizer().decode(token) + "'";
            out().printf(Locale.ROOT, "%7.4f  %6d%s%n", last.probability(token), token, text);
        }
        if (sparsity.isSparse()) {
            var report = tally.report(sparsity.setting().targetSparsity());
            out().printf(
                            Locale.ROOT,
                            "realised sparsity %.4f, weighted by weights %.4f%n",
                            report.realisedSparsity(),
                            report.effectiveSparsity());
        }
    }
}
