package io.sparsescope.views.control;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sparsescope.views.chart.FxThread;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class LiveScrollPaneTest {
    private final LiveScrollPane scroll = FxThread.get(() -> new LiveScrollPane(new VBox()));

    @Start
    void show(Stage stage) {
        stage.setScene(new Scene(scroll, 200, 100));
        stage.show();
    }

    @Test
    void whatIsSeenIsDrawnWithoutAPictureInBetween() {
        FxThread.awaitPulses();
        assertFalse(FxThread.get(() -> scroll.lookup(".viewport").isCache()));
    }
}
