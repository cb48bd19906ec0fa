package io.sparsescope.app.cli;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.model.ModelSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a model is, after checking every file of it; runs nothing. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Check a model directory and say what it holds.")
public final class InspectCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            description = "A Hugging Face model directory, or a file in one.")
    private Path modelPath;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (Model model = ModelLoader.load(modelPath)) {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.pretty(tree(model.summary())));
            } else {
                print(model.summary(), out);
            }
            out.flush();
        }
        return CommandLine.ExitCode.OK;
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode tree(ModelSummary summary) {
        var node =
                Json.object()
                        .put("name", summary.name())
                        .put("directory", summary.directory().toString())
                        .put("architecture", summary.architecture())
                        .put("layerCount", summary.layerCount())
                        .put("hiddenSize", summary.hiddenSize())
                        .put("intermediateSize", summary.intermediateSize())
                        .put("headCount", summary.headCount())
                        .put("keyValueHeadCount", summary.keyValueHeadCount())
                        .put("headDim", summary.headDim())
                        .put("vocabSize", summary.vocabSize())
                        .put("contextLength", summary.contextLength())
                        .put("parameterCount", summary.parameterCount())
                        .put("weightBytes", summary.weightBytes())
                        .put("weightType", summary.weightType())
                        .put("tiedEmbeddings", summary.tiedEmbeddings())
                        .put("hash", summary.hash())
                        .put("chatProblem", summary.chatProblem());
        var notes = node.putArray("notes");
        summary.notes().forEach(notes::add);
        return node;
    }

    private static void print(ModelSummary summary, PrintWriter out) {
        out.printf(
                "%s: %s, %,d parameters, %,d bytes of %s%n",
                summary.name(),
                summary.architecture(),
                summary.parameterCount(),
                summary.weightBytes(),
                summary.weightType());
        out.printf(
                "layers %d, hidden size %d, MLP %d, heads %d of %d, key-value heads %d%n",
                summary.layerCount(),
                summary.hiddenSize(),
                summary.intermediateSize(),
                summary.headCount(),
                summary.headDim(),
                summary.keyValueHeadCount());
        out.printf(
                "vocabulary %d, context %d, embeddings %s%n",
                summary.vocabSize(),
                summary.contextLength(),
                summary.tiedEmbeddings() ? "tied" : "not tied");
        out.printf("hash %s%n", summary.hash());
        out.println(
                summary.chatProblem().isEmpty()
                        ? "chat template: can be used"
                        : "chat template: " + summary.chatProblem());
        summary.notes().forEach(note -> out.println("note: " + note));
    }
}
