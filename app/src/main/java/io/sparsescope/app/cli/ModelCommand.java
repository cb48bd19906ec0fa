package io.sparsescope.app.cli;

import io.sparsescope.engine.run.Network;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command about one model: opens it, works, closes it. */
abstract class ModelCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            description = "A Hugging Face model directory, or a file in one.")
    private Path model;

    @Override
    public final Integer call() {
        check();
        try (Network network = Network.open(model)) {
            work(network);
        }
        out().flush();
        return CommandLine.ExitCode.OK;
    }

    /** Refuses senseless options before anything is opened. */
    void check() {}

    /** Does the command's work. */
    abstract void work(Network network);

    /** The model as the user named it. */
    final Path modelPath() {
        return model;
    }

    /** Receives the result and nothing else. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Receives progress and remarks. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
