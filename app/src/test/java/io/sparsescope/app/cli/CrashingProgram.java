package io.sparsescope.app.cli;

import io.sparsescope.app.LiveProgram;
import io.sparsescope.engine.run.Network;
import java.nio.file.Path;
import javafx.application.Platform;
import javafx.stage.Stage;

/** The program in a process of its own, without a display, at 50 %, until it is killed. */
public final class CrashingProgram {
    private CrashingProgram() {}

    /** Opens the model that is named first and keeps its session in the directory named second. */
    public static void main(String[] arguments) {
        Path model = Path.of(arguments[0]);
        Path state = Path.of(arguments[1]);
        Network.loadNatives();
        HeadlessToolkit.start();
        Platform.runLater(() -> {
            var session = LiveProgram.start(model, state, new Stage());
            session.modelProperty()
                    .addListener((_, _, opened) -> {
                        if (opened != null) {
                            var now = session.experimentProperty().get();
                            session.change(
                                    now.withPrompt("A crash")
                                            .withSetting(now.setting().withTargetSparsity(0.5)));
                        }
                    });
        });
    }
}
