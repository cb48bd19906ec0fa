package io.sparsescope.views.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.views.chart.FxThread;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class LayoutBoundaryTest {
    private final Label number = FxThread.get(() -> new Label("1"));
    private final AtomicInteger layouts = new AtomicInteger();
    private final StackPane content = FxThread.get(() -> new StackPane(number));

    @Start
    void show(Stage stage) {
        var outside =
                new StackPane(new LayoutBoundary(content)) {
                    @Override
                    protected void layoutChildren() {
                        layouts.incrementAndGet();
                        super.layoutChildren();
                    }
                };
        stage.setScene(new Scene(outside, 300, 200));
        stage.show();
    }

    @Test
    void theContentFillsTheBoundary() {
        FxThread.awaitPulses();
        assertEquals(content.getScene().getWidth(), content.getWidth());
        assertEquals(content.getScene().getHeight(), content.getHeight());
    }

    @Test
    void aChangeInsideIsLaidOutInsideOnly() {
        FxThread.awaitPulses();
        int before = layouts.get();
        FxThread.run(() -> number.setText("a much longer text than before"));
        assertEquals(before, layouts.get());
        double wide = FxThread.get(number::getWidth);
        FxThread.run(() -> number.setText("1"));
        assertEquals(before, layouts.get());
        assertEquals(true, FxThread.get(number::getWidth) < wide);
    }
}
