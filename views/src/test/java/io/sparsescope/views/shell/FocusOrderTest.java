package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.views.masks.MaskMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Tab key goes through the whole window in reading order, is trapped nowhere but in cards. */
class FocusOrderTest extends OpenWindow {
    /** Parts of the window in the order in which the Tab key comes to them. */
    private static final List<String> PARTS =
            List.of(
                    "model-panel",
                    "prompt-panel",
                    "model-map-panel",
                    "magnitudes-panel",
                    "centre-views",
                    "next-token-panel",
                    "generation-panel",
                    "controls-panel",
                    "workbench-bar",
                    "status-bar");

    /** Things beside each other are no lines above each other. */
    private static final double LINE = 6;

    static Stream<WindowScreen> tabs() {
        return Stream.of(WindowScreen.values()).filter(screen -> !screen.isCard());
    }

    static Stream<WindowScreen> cards() {
        return Stream.of(WindowScreen.values()).filter(WindowScreen::isCard);
    }

    @ParameterizedTest
    @MethodSource("tabs")
    void tabGoesThroughTheWindowInReadingOrder(WindowScreen screen) {
        push(KeyCode.SHORTCUT, KeyCode.DIGIT5);
        onFx(() -> {
            screen.bring(window);
            return true;
        });
        until(() -> session.jobProperty().get() == null);
        List<Node> stops = walk(lookup("#open-model").query());
        List<String> parts = stops.stream().map(FocusOrderTest::part).distinct().toList();
        assertEquals(PARTS, parts, words(stops));
        List<String> missed =
                focusable(stage.getScene().getRoot())
                        .filter(node -> !stops.contains(node) && !isOneOfAGroup(node))
                        .map(FocusOrderTest::words)
                        .toList();
        assertEquals(List.of(), missed, "never reached");
    }

    /** Presses Tab until it is where it was. */
    private List<Node> walk(Node start) {
        onFx(() -> {
            start.requestFocus();
            return true;
        });
        List<Node> stops = new ArrayList<>();
        Node now = start;
        do {
            assertFalse(stops.contains(now), words(stops) + " and then again " + words(now));
            stops.add(now);
            assertInSight(now);
            push(KeyCode.TAB);
            Node before = now;
            now = owner();
            boolean together = part(before).equals(part(now));
            assertFalse(together && isAbove(now, before), words(List.of(before, now)) + " goes up");
        } while (!now.equals(start));
        return stops;
    }

    private Node owner() {
        return onFx(() -> stage.getScene().getFocusOwner());
    }

    private static void assertInSight(Node stop) {
        for (Node around = stop.getParent(); around != null; around = around.getParent()) {
            if (around instanceof ScrollPane scroll) {
                Bounds view = onFx(() -> scroll.localToScene(scroll.getLayoutBounds()));
                Bounds mine = onFx(() -> stop.localToScene(stop.getLayoutBounds()));
                assertTrue(view.intersects(mine), words(stop) + " is out of sight");
            }
        }
    }

    /** Above it and not in a column right of it. */
    private static boolean isAbove(Node now, Node before) {
        return onFx(() -> {
            Bounds here = now.localToScene(now.getLayoutBounds());
            Bounds there = before.localToScene(before.getLayoutBounds());
            return here.getMaxY() < there.getMinY() + LINE && here.getMinX() < there.getMaxX();
        });
    }

    /** Tab comes to the chosen one of a group, and arrows to the others. */
    private static boolean isOneOfAGroup(Node node) {
        return node instanceof ToggleButton button && button.getToggleGroup() != null;
    }

    private static Stream<Node> focusable(Node node) {
        if (!node.isVisible() || node.isDisabled() || isInside(node)) {
            return Stream.empty();
        }
        Stream<Node> self = node.isFocusTraversable() ? Stream.of(node) : Stream.empty();
        return node instanceof Parent parent
                ? Stream.concat(
                        self,
                        parent.getChildrenUnmodifiable().stream()
                                .flatMap(FocusOrderTest::focusable))
                : self;
    }

    /** The field of a spinner has the focus when the spinner has. */
    private static boolean isInside(Node node) {
        return node instanceof TextField
                && node.getParent() instanceof javafx.scene.control.Spinner;
    }

    private static String part(Node stop) {
        for (Node around = stop; around != null; around = around.getParent()) {
            for (String part : PARTS) {
                if (around.getStyleClass().contains(part)) {
                    return part;
                }
            }
        }
        return "none";
    }

    private static String words(List<Node> stops) {
        return String.join(" > ", stops.stream().map(FocusOrderTest::words).toList());
    }

    private static String words(Node node) {
        return node.getId() != null
                ? "#" + node.getId()
                : node.getAccessibleText() != null
                        ? node.getAccessibleText()
                        : node.getClass().getSimpleName() + node.getStyleClass();
    }

    @Test
    void arrowsGoFromTabToTabAndFromModeToMode() {
        onFx(() -> {
            lookup("#tab-masks").query().requestFocus();
            return true;
        });
        push(KeyCode.RIGHT);
        assertEquals(ViewName.STABILITY, onFx(() -> window.panels().front.get()));
        assertEquals("tab-stability", owner().getId());
        push(KeyCode.LEFT);
        assertEquals(ViewName.MASKS, onFx(() -> window.panels().front.get()));
        onFx(() -> {
            lookup("#mask-mode-0").query().requestFocus();
            return true;
        });
        push(KeyCode.RIGHT);
        var mode = window.panels().masksViewModel.modeProperty();
        assertEquals(MaskMode.VALUE, onFx(mode::get));
    }

    @ParameterizedTest
    @MethodSource("cards")
    void cardsKeepTheFocusAndGiveItBack(WindowScreen card) {
        Node before = lookup("#prompt-text").query();
        onFx(() -> {
            before.requestFocus();
            card.bring(window);
            before.requestFocus();
            card.bring(window);
            return true;
        });
        Node over = lookup(".card-over").query();
        Node first = owner();
        for (int press = 0; press < 12; press++) {
            assertTrue(isIn(over, owner()), words(owner()) + " is outside of the card");
            push(KeyCode.TAB);
        }
        push(KeyCode.SHIFT, KeyCode.TAB);
        assertTrue(isIn(over, owner()) && isIn(over, first));
        push(KeyCode.ESCAPE);
        assertTrue(lookup(".card-over").tryQuery().isEmpty());
        assertEquals(before, owner());
    }

    private static boolean isIn(Node over, Node node) {
        for (Node around = node; around != null; around = around.getParent()) {
            if (around.equals(over)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void theTextOfThePromptIsLeftBothWays() {
        clickOn("#prompt-text");
        Node text = owner();
        push(KeyCode.TAB);
        assertFalse(owner().equals(text));
        push(KeyCode.SHIFT, KeyCode.TAB);
        assertEquals(text, owner());
        push(KeyCode.SHIFT, KeyCode.TAB);
        assertFalse(owner().equals(text));
    }
}
