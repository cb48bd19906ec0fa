package io.sparsescope.views.shell;

import io.sparsescope.views.preferences.Preferences;
import io.sparsescope.views.preferences.Preferences.WindowBounds;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/** Brings a window back to where it was, if a screen is still there. */
final class WindowPlace {
    private static final double VISIBLE = 64;

    private WindowPlace() {}

    /**
     * Places {@code stage} as {@code preferences} say, and keeps its place there when it closes.
     */
    static void follow(Stage stage, Preferences preferences) {
        WindowBounds known = preferences.windowProperty().get();
        if (known != null && isOnAScreen(known)) {
            stage.setX(known.x());
            stage.setY(known.y());
            stage.setWidth(known.width());
            stage.setHeight(known.height());
            stage.setMaximized(known.maximised());
        }
        stage.addEventHandler(
                WindowEvent.WINDOW_HIDING, _ -> preferences.windowProperty().set(of(stage, known)));
    }

    private static boolean isOnAScreen(WindowBounds bounds) {
        return Screen.getScreens().stream()
                .map(Screen::getVisualBounds)
                .anyMatch(screen ->
                        screen.intersects(bounds.x(), bounds.y(), bounds.width(), VISIBLE)
                                && screen.contains(
                                        Math.max(bounds.x(), screen.getMinX()),
                                        Math.max(bounds.y(), screen.getMinY())));
    }

    private static WindowBounds of(
            Stage stage, @org.jspecify.annotations.Nullable WindowBounds before) {
        boolean whole = stage.isMaximized();
        return whole && before != null
                ? new WindowBounds(before.x(), before.y(), before.width(), before.height(), true)
                : new WindowBounds(
                        stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), whole);
    }
}
