package io.sparsescope.app.rehearsal;

import com.sun.javafx.scene.SceneHelper;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Scene;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * A mouse and a keyboard for one program. Events enter where those of the window system do, so that
 * JavaFX picks, hovers, drags and clicks by itself; the user's own mouse stays where it is.
 *
 * <p>Every movement is a task of its own on the JavaFX thread: the window may draw in between.
 */
final class Hand {
    private static final boolean MAC =
            System.getProperty("os.name", "").toLowerCase(java.util.Locale.ROOT).contains("mac");
    private static final int DRAG_STEPS = 6;
    private static final long DRAG_MILLIS = 12;

    /** Keys that are held while something else happens. */
    record Held(boolean shift, boolean shortcut, boolean alt) {
        static final Held NOTHING = new Held(false, false, false);
        static final Held SHIFT = new Held(true, false, false);
        static final Held SHORTCUT = new Held(false, true, false);
    }

    /** Presses and releases a button in one place, {@code times} times. */
    void click(Spot spot, MouseButton button, int times, Held held) {
        move(spot);
        for (int click = 1; click <= times; click++) {
            mouse(spot, MouseEvent.MOUSE_PRESSED, button, held);
            mouse(spot, MouseEvent.MOUSE_RELEASED, button, held);
        }
        if (button == MouseButton.SECONDARY) {
            OnFx.run(() -> askForMenu(spot));
        }
    }

    /** Moves to a place with no button held. */
    void move(Spot spot) {
        mouse(spot, MouseEvent.MOUSE_MOVED, MouseButton.NONE, Held.NOTHING);
    }

    /** Presses in one place, moves, and releases in the other. */
    void drag(Spot from, Spot to, Held held) {
        move(from);
        mouse(from, MouseEvent.MOUSE_PRESSED, MouseButton.PRIMARY, held);
        for (int step = 1; step <= DRAG_STEPS; step++) {
            double share = step / (double) DRAG_STEPS;
            Spot between = from.towards(to, share);
            mouse(between, MouseEvent.MOUSE_DRAGGED, MouseButton.PRIMARY, held);
            Pause.millis(DRAG_MILLIS);
        }
        mouse(to, MouseEvent.MOUSE_RELEASED, MouseButton.PRIMARY, held);
    }

    private static void mouse(Spot at, EventType<MouseEvent> type, MouseButton button, Held held) {
        boolean down = type == MouseEvent.MOUSE_PRESSED || type == MouseEvent.MOUSE_DRAGGED;
        boolean primary = down && button == MouseButton.PRIMARY;
        boolean secondary = down && button == MouseButton.SECONDARY;
        OnFx.run(() -> {
            if (!at.isThere()) {
                return; // a popup that has closed meanwhile
            }
            SceneHelper.processMouseEvent(
                    at.scene(),
                    new MouseEvent(
                            type,
                            at.x(),
                            at.y(),
                            at.screenX(),
                            at.screenY(),
                            button,
                            button == MouseButton.NONE ? 0 : 1,
                            held.shift(),
                            held.shortcut() && !MAC,
                            held.alt(),
                            held.shortcut() && MAC,
                            primary,
                            false,
                            secondary,
                            false,
                            secondary,
                            type != MouseEvent.MOUSE_DRAGGED,
                            null));
        });
    }

    private static void askForMenu(Spot at) {
        if (at.isThere()) {
            Event.fireEvent(
                    at.node(),
                    new ContextMenuEvent(
                            ContextMenuEvent.CONTEXT_MENU_REQUESTED,
                            at.x(),
                            at.y(),
                            at.screenX(),
                            at.screenY(),
                            false,
                            null));
        }
    }

    /** Turns the wheel over a place. */
    void scroll(Spot at, double pixels, Held held) {
        move(at);
        OnFx.run(() -> {
            if (at.isThere()) {
                Event.fireEvent(
                        at.node(),
                        new ScrollEvent(
                                ScrollEvent.SCROLL,
                                at.x(),
                                at.y(),
                                at.screenX(),
                                at.screenY(),
                                held.shift(),
                                held.shortcut() && !MAC,
                                held.alt(),
                                held.shortcut() && MAC,
                                false,
                                false,
                                0,
                                pixels,
                                0,
                                pixels,
                                ScrollEvent.HorizontalTextScrollUnits.NONE,
                                0,
                                ScrollEvent.VerticalTextScrollUnits.NONE,
                                0,
                                0,
                                null));
            }
        });
    }

    /** Presses and releases a key. */
    void key(Scene scene, KeyCode code, Held held) {
        key(scene, KeyEvent.KEY_PRESSED, code, held);
        key(scene, KeyEvent.KEY_RELEASED, code, held);
    }

    private static void key(Scene scene, EventType<KeyEvent> type, KeyCode code, Held held) {
        OnFx.run(() ->
                SceneHelper.processKeyEvent(
                        scene,
                        new KeyEvent(
                                type,
                                KeyEvent.CHAR_UNDEFINED,
                                code.getChar(),
                                code,
                                held.shift(),
                                held.shortcut() && !MAC,
                                held.alt(),
                                held.shortcut() && MAC)));
    }

    /** Types characters. */
    void type(Scene scene, String text) {
        for (String character : text.codePoints().mapToObj(Character::toString).toList()) {
            OnFx.run(() ->
                    SceneHelper.processKeyEvent(
                            scene,
                            new KeyEvent(
                                    KeyEvent.KEY_TYPED,
                                    character,
                                    "",
                                    KeyCode.UNDEFINED,
                                    false,
                                    false,
                                    false,
                                    false)));
        }
    }
}
