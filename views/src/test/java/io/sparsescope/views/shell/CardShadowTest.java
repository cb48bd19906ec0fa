package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

class CardShadowTest extends OpenWindow {
    @Test
    void aCardHasAShadowWithoutAPictureOfItself() {
        push(KeyCode.F1);
        until(() -> lookup("#help-card").tryQuery().isPresent());
        Region card = lookup("#help-card").query();
        assertNull(onFx(card::getEffect));
        assertEquals(5, onFx(() -> card.getBackground().getFills().size()), "layers");
    }
}
