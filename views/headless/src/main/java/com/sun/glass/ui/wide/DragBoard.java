package com.sun.glass.ui.wide;

import com.sun.glass.ui.Clipboard;
import com.sun.glass.ui.SystemClipboard;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is being dragged, kept in memory; {@link WideView} plays the window system's part of the
 * drag.
 */
final class DragBoard extends SystemClipboard {
    private static boolean active;
    private static int offeredActions;

    DragBoard() {
        super(Clipboard.DND);
    }

    static boolean isActive() {
        return active;
    }

    static int offeredActions() {
        return offeredActions;
    }

    static void finish() {
        active = false;
    }

    @Override
    protected boolean isOwner() {
        return true;
    }

    @Override
    @SuppressWarnings("NonApiType") // the signature is glass's
    protected void pushToSystem(HashMap<String, Object> data, int supportedActions) {
        active = true;
        offeredActions = supportedActions;
    }

    @Override
    protected void pushTargetActionToSystem(int action) {}

    @Override
    protected @Nullable Object popFromSystem(String mimeType) {
        return null;
    }

    @Override
    protected int supportedSourceActionsFromSystem() {
        return offeredActions;
    }

    @Override
    protected String[] mimesFromSystem() {
        return new String[0];
    }
}
