package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.tokenizer.Token;
import java.util.List;
import javafx.scene.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class StreamViewTest {
    private static final List<Token> TOKENS = Sample.tokens().tokens();

    private final StreamView view = FxThread.get(StreamView::new);

    @Test
    void aGrowingStreamKeepsTheNodesItHas() {
        show(5, 5);
        List<Node> before = List.copyOf(view.nodes());
        show(6, 6);
        assertEquals(6, view.nodes().size());
        for (int index = 0; index < 5; index++) {
            assertSame(before.get(index), view.nodes().get(index));
        }
    }

    @Test
    void tokensFromTheDivergenceOnAreTintedBehindAMarker() {
        show(4, 4);
        show(8, 5);
        assertEquals(9, view.nodes().size());
        assertTrue(view.nodes().get(5).getStyleClass().contains("divergence-marker"));
        assertFalse(view.nodes().get(4).getStyleClass().contains("diverged"));
        for (int index = 6; index < 9; index++) {
            assertTrue(view.nodes().get(index).getStyleClass().contains("diverged"));
        }
        show(10, 5);
        assertTrue(view.nodes().getLast().getStyleClass().contains("diverged"));
    }

    @Test
    void anotherStreamReplacesTheText() {
        show(8, 5);
        FxThread.run(() -> view.show(TOKENS.subList(2, 4), 2));
        assertEquals(2, view.nodes().size());
        assertEquals(" of France", view.getAccessibleText());
    }

    private void show(int count, int firstDivergence) {
        FxThread.run(() -> view.show(TOKENS.subList(0, count), firstDivergence));
    }
}
