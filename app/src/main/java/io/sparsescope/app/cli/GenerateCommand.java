package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.Generator;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.Sampler;
import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.IncrementalText;
import io.sparsescope.engine.tokenizer.Token;
import io.sparsescope.engine.tokenizer.Tokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Continues a prompt, once or several times with consecutive seeds. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "Continue a prompt; with --sparsity, on the sparse model.")
public final class GenerateCommand extends ModelCommand {
    @Option(
            names = "--prompt",
            required = true,
            paramLabel = "TEXT",
            description = "Text to continue.")
    private String prompt;

    @Option(
            names = "--max-tokens",
            defaultValue = "100",
            description = "New tokens at most. Default: 100.")
    private int maxTokens;

    @Option(
            names = "--count",
            defaultValue = "1",
            description = "Continuations, with consecutive seeds. Default: 1.")
    private int count;

    @Option(
            names = "--json",
            description = "Print JSON: dense and sparse continuations side by side.")
    private boolean json;

    @Mixin private SamplerOptions sampler;

    @Mixin private SparsityOptions sparsity;

    @Mixin private SpontaneousOptions spontaneous;

    /** One continuation. */
    private record Continuation(IncrementalText text, int[] ids) {}

    @Override
    void check() {
        sparsity.check();
        spontaneous.check();
        sampler.setting();
        if (maxTokens < 1 || count < 1) {
            throw new UsageException("--max-tokens and --count must be at least 1");
        }
    }

    @Override
    void work(Network network) {
        int[] ids = network.tokenizer().encode(prompt, Tokenizer.SpecialTokens.ADD).ids();
        int context = network.model().config().contextLength();
        if (ids.length == 0 || ids.length >= context) {
            throw new UsageException(
                    "the prompt has "
                            + ids.length
                            + " tokens; to be continued it needs at least 1 and fewer than "
                            + context);
        }
        SparsityPlan plan = spontaneous.plan(sparsity, network, err());
        SamplerSetting first = sampler.setting();
        for (int index = 0; index < count; index++) {
            SamplerSetting setting = first.withSeed(first.seed() + index);
            if (json) {
                out().println(Json.pretty(compare(network, ids, plan, setting)));
            } else {
                out().println(run(network, ids, plan, setting).text().text());
            }
        }
    }

    private ObjectNode compare(
            Network network, int[] ids, SparsityPlan plan, SamplerSetting setting) {
        Continuation dense = run(network, ids, SparsityPlan.DENSE, setting);
        Continuation sparse = sparsity.isSparse() ? run(network, ids, plan, setting) : dense;
        ObjectNode node =
                Json.object()
                        .put("prompt", prompt)
                        .put("seed", setting.seed())
                        .put("temperature", setting.temperature())
                        .put("topK", setting.topK())
                        .put("topP", setting.topP())
                        .put("minP", setting.minP())
                        .put("repetitionPenalty", setting.repetitionPenalty())
                        .put("method", sparsity.setting().method().cliName())
                        .put("targetSparsity", sparsity.setting().targetSparsity())
                        .put("positions", sparsity.setting().positions().cliName())
                        .put("firstDivergence", java.util.Arrays.mismatch(dense.ids, sparse.ids));
        describe(node.putObject("dense"), dense);
        describe(node.putObject("sparse"), sparse);
        return node;
    }

    private static void describe(ObjectNode node, Continuation continuation) {
        node.put("text", continuation.text.text());
        var ids = node.putArray("ids");
        for (int id : continuation.ids) {
            ids.add(id);
        }
    }

    private Continuation run(
            Network network, int[] prompt, SparsityPlan plan, SamplerSetting setting) {
        ModelConfig config = network.model().config();
        int length = Math.min(config.contextLength(), prompt.length + maxTokens);
        IncrementalText text = new IncrementalText(network.tokenizer(), prompt[prompt.length - 1]);
        try (PassState state = new PassState(config, length)) {
            Generator generator = new Generator(network.pass(), state, plan, new Sampler(setting));
            generator.start(prompt, CancelToken.none());
            for (int position = prompt.length; position < length; position++) {
                int token = generator.next(CancelToken.none());
                if (config.endTokens().contains(token)) {
                    break;
                }
                text.add(token);
            }
        }
        return new Continuation(text, text.tokens().stream().mapToInt(Token::id).toArray());
    }
}
