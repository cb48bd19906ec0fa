package io.sparsescope.app.rehearsal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.run.Network;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** A short rehearsal in every build; the long one is a command. */
class RehearsalTest {
    private static final Path BUNDLED =
            Path.of(System.getProperty("sparsescope.home"), "sample-models", "storybook-14m");

    @TempDir private Path directory;

    @BeforeEach
    void startToolkit() throws Exception {
        Network.loadNatives();
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    @AfterEach
    void takeStyleOff() {
        OnFx.run(() -> Application.setUserAgentStylesheet(null));
    }

    @Test
    void aHundredAndFiftyRandomEventsThrowNothingAndLeaveNothingBehind() throws Exception {
        Path model = SmallModel.write(directory.resolve("model"), BUNDLED);
        var record = new StringBuilder();
        RehearsalReport report =
                Theatre.rehearse(
                        model,
                        new Rehearsal.Order(150, 0, 20),
                        line -> record.append(line).append('\n'));
        assertTrue(report.passed(), () -> String.join("\n", report.lines()) + "\n" + record);
    }
}
