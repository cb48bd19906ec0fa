package com.sun.glass.ui.wide;

import com.sun.glass.events.KeyEvent;
import com.sun.glass.events.MouseEvent;
import com.sun.glass.ui.Pixels;
import com.sun.glass.ui.headless.HeadlessView;

/**
 * A view that repairs what the headless robot reports: it forgets held buttons and keys during a
 * drag, marks every press as a popup trigger, mixes up the two kinds of coordinates of a wheel turn
 * and knows no drag and drop.
 *
 * <p>Held buttons and keys are those of the one robot, hence shared by all views.
 */
final class WideView extends HeadlessView {
    /** Shift, function, control, alt and command, in the bits of a glass modifier mask. */
    private static final int KEY_MODIFIERS = 0x1f;

    private static int heldButtons;
    private static int heldKeys;
    private static int dropAction;
    private static boolean dragEntered;

    @Override
    protected void notifyMouse(
            int type,
            int button,
            int x,
            int y,
            int xAbs,
            int yAbs,
            int modifiers,
            boolean isPopupTrigger,
            boolean isSynthesized) {
        if (type == MouseEvent.DOWN) {
            heldButtons |= modifierOf(button);
        }
        if (type == MouseEvent.UP) {
            heldButtons &= ~modifierOf(button);
        }
        if (DragBoard.isActive()) {
            playDrag(type, x, y, xAbs, yAbs);
            return;
        }
        boolean opensMenu =
                isPopupTrigger && button == MouseEvent.BUTTON_RIGHT && type == MouseEvent.DOWN;
        int held = heldButtons | heldKeys;
        super.notifyMouse(type, button, x, y, xAbs, yAbs, held, opensMenu, false);
    }

    /** The robot passes the mouse on the screen as (x, y) and the window's corner as the rest. */
    @Override
    protected void notifyScroll(
            int x,
            int y,
            int xAbs,
            int yAbs,
            double deltaX,
            double deltaY,
            int modifiers,
            int lines,
            int chars,
            int defaultLines,
            int defaultChars,
            double xMultiplier,
            double yMultiplier) {
        super.notifyScroll(
                x - xAbs,
                y - yAbs,
                x,
                y,
                deltaX,
                deltaY,
                heldKeys,
                lines,
                chars,
                defaultLines,
                defaultChars,
                xMultiplier,
                yMultiplier);
    }

    @Override
    protected void notifyKey(int type, int keyCode, char[] keyChars, int modifiers) {
        heldKeys = modifiers & KEY_MODIFIERS;
        if (type == KeyEvent.RELEASE) {
            heldKeys &= ~keyModifierOf(keyCode);
        }
        super.notifyKey(type, keyCode, keyChars, modifiers);
    }

    /** A real screen clips a window that reaches past its edge; the headless one throws. */
    @Override
    protected void _uploadPixels(long ptr, Pixels pixels) {
        try {
            super._uploadPixels(ptr, pixels);
        } catch (IndexOutOfBoundsException _) {
            // Only what lies beyond the edge of the screen is of no interest.
        }
    }

    private void playDrag(int type, int x, int y, int xAbs, int yAbs) {
        if (type == MouseEvent.DRAG) {
            int offered = DragBoard.offeredActions();
            dropAction =
                    dragEntered
                            ? notifyDragOver(x, y, xAbs, yAbs, offered)
                            : notifyDragEnter(x, y, xAbs, yAbs, offered);
            dragEntered = true;
        } else if (type == MouseEvent.UP) {
            DragBoard.finish();
            dragEntered = false;
            if (dropAction != 0) {
                dropAction = notifyDragDrop(x, y, xAbs, yAbs, dropAction);
            } else {
                notifyDragLeave();
            }
            notifyDragEnd(dropAction);
        }
    }

    private static int modifierOf(int button) {
        return switch (button) {
            case MouseEvent.BUTTON_LEFT -> KeyEvent.MODIFIER_BUTTON_PRIMARY;
            case MouseEvent.BUTTON_RIGHT -> KeyEvent.MODIFIER_BUTTON_SECONDARY;
            case MouseEvent.BUTTON_OTHER -> KeyEvent.MODIFIER_BUTTON_MIDDLE;
            case MouseEvent.BUTTON_BACK -> KeyEvent.MODIFIER_BUTTON_BACK;
            case MouseEvent.BUTTON_FORWARD -> KeyEvent.MODIFIER_BUTTON_FORWARD;
            default -> 0;
        };
    }

    private static int keyModifierOf(int keyCode) {
        return switch (keyCode) {
            case KeyEvent.VK_SHIFT -> KeyEvent.MODIFIER_SHIFT;
            case KeyEvent.VK_CONTROL -> KeyEvent.MODIFIER_CONTROL;
            case KeyEvent.VK_ALT -> KeyEvent.MODIFIER_ALT;
            default -> 0;
        };
    }
}
