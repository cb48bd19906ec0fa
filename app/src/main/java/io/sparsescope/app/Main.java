package io.sparsescope.app;

import io.sparsescope.app.cli.AllocateCommand;
import io.sparsescope.app.cli.BenchCommand;
import io.sparsescope.app.cli.CalibrateCommand;
import io.sparsescope.app.cli.EvaluateCommand;
import io.sparsescope.app.cli.Failures;
import io.sparsescope.app.cli.FoldCommand;
import io.sparsescope.app.cli.GenerateCommand;
import io.sparsescope.app.cli.InspectCommand;
import io.sparsescope.app.cli.LatencyCommand;
import io.sparsescope.app.cli.PruneCommand;
import io.sparsescope.app.cli.RehearseCommand;
import io.sparsescope.app.cli.ReportCommand;
import io.sparsescope.app.cli.RunCommand;
import io.sparsescope.app.cli.ScreensCommand;
import io.sparsescope.app.cli.ShiftCommand;
import io.sparsescope.app.cli.SweepCommand;
import io.sparsescope.app.cli.TrainCommand;
import io.sparsescope.app.cli.ViewCommand;
import io.sparsescope.engine.run.ComputeLimits;
import io.sparsescope.engine.run.Engine;
import io.sparsescope.engine.run.EngineLane;
import io.sparsescope.engine.run.Network;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Where Sparsescope starts: without a command it opens the window. */
@Command(
        name = "sparsescope",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description =
                "Looks into activation-sparse language models while they run. Without a command it opens the window.",
        subcommands = {
            InspectCommand.class,
            RunCommand.class,
            GenerateCommand.class,
            CalibrateCommand.class,
            AllocateCommand.class,
            EvaluateCommand.class,
            SweepCommand.class,
            ShiftCommand.class,
            PruneCommand.class,
            FoldCommand.class,
            TrainCommand.class,
            ViewCommand.class,
            ReportCommand.class,
            ScreensCommand.class,
            BenchCommand.class,
            LatencyCommand.class,
            RehearseCommand.class
        },
        footer =
                "Exit codes: 0 done, 2 usage, 3 malformed input, 4 unsupported, 5 out of resources, 6 cancelled.")
public final class Main implements Callable<Integer> {
    // Held, because the log manager forgets the level of a logger that nobody holds. JavaFX warns
    // that it is on the class path,
    // which is on purpose.
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    @Parameters(
            arity = "0..1",
            paramLabel = "MODEL",
            description =
                    "A Hugging Face model directory, or a session that was saved; the bundled model"
                            + " if absent.")
    private @Nullable Path model;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Print stack traces of errors.")
    private boolean verbose;

    /** Runs the program and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs the program and returns its exit code; for tests. */
    static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    /** The command line with all its commands. */
    static CommandLine commandLine() {
        JAVAFX.setLevel(Level.SEVERE);
        // Many small numbers change together; fewer regions would be joined to large ones and
        // everything in between drawn too.
        System.setProperty("prism.dirtyregioncount", "15");
        Main main = new Main();
        return new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (failure, command, _) -> Failures.report(failure, command, main.verbose));
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<Path> opened = Optional.ofNullable(model).or(Surroundings::bundledModel);
        var limits = new ComputeLimits();
        Composition composition =
                new Composition(
                        listener ->
                                new Engine(
                                        listener,
                                        EngineLane.threaded("sparsescope-engine"),
                                        Surroundings.engineOptions().within(limits)),
                        limits);
        Network.loadNatives();
        new Workbench(composition, opened).runUntilClosed();
        return CommandLine.ExitCode.OK;
    }

    /** The version for {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Sparsescope " + Surroundings.version()};
        }
    }
}
