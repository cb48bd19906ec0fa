package io.sparsescope.views.shell;

import io.sparsescope.views.preferences.Preferences;
import io.sparsescope.views.preferences.Preferences.WindowBounds;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/** Brings windows back to where they were, if a screen is still there. */
final class WindowPlace {
    private static final double VISIBLE = 64;

    /** The smallest side of a view's window that is still of use. */
    private static final double LEAST = 200;

    private WindowPlace() {}

    /**
     * Places {@code stage} as {@code preferences} say, and keeps its place there when it closes.
     */
    static void follow(Stage stage, Preferences preferences) {
        WindowBounds known = preferences.windowProperty().get();
        if (known != null && isOnAScreen(known)) {
            place(stage, known);
        }
        stage.addEventHandler(
                WindowEvent.WINDOW_HIDING, _ -> preferences.windowProperty().set(of(stage, known)));
    }

    /**
     * Gives views the windows that they had when {@code stage} closed last, and keeps theirs when
     * it closes. A view that is not known any more is passed over.
     */
    static void follow(TornViews torn, Stage stage, Preferences preferences) {
        Map<String, WindowBounds> known = preferences.tornViewsProperty().get();
        for (ViewName view : TornViews.TITLES.keySet()) {
            WindowBounds bounds = known.get(view.cliName());
            if (bounds != null) {
                torn.tearOff(view, window -> place(window, onScreen(bounds, screens())));
            }
        }
        stage.addEventHandler(
                WindowEvent.WINDOW_HIDING,
                _ -> preferences.tornViewsProperty().set(of(torn, known)));
    }

    private static Map<String, WindowBounds> of(TornViews torn, Map<String, WindowBounds> before) {
        Map<String, WindowBounds> now = new LinkedHashMap<>();
        for (ViewName view : torn.torn()) {
            String name = view.cliName();
            now.put(name, of(torn.window(view), before.get(name)));
        }
        return now;
    }

    private static void place(Stage stage, WindowBounds bounds) {
        stage.setX(bounds.x());
        stage.setY(bounds.y());
        stage.setWidth(bounds.width());
        stage.setHeight(bounds.height());
        stage.setMaximized(bounds.maximised());
    }

    /** The screens as they are now, the first one first. */
    private static List<Rectangle2D> screens() {
        return Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
    }

    /** {@code wanted} as far as it fits on the screen that it lies on most, else on the first. */
    static WindowBounds onScreen(WindowBounds wanted, List<Rectangle2D> screens) {
        Rectangle2D screen =
                screens.stream()
                        .max(Comparator.comparingDouble(each -> shared(wanted, each)))
                        .filter(most -> shared(wanted, most) > 0)
                        .orElse(screens.getFirst());
        double width =
                within(wanted.width(), Math.min(LEAST, screen.getWidth()), screen.getWidth());
        double height =
                within(wanted.height(), Math.min(LEAST, screen.getHeight()), screen.getHeight());
        return new WindowBounds(
                within(wanted.x(), screen.getMinX(), screen.getMaxX() - width),
                within(wanted.y(), screen.getMinY(), screen.getMaxY() - height),
                width,
                height,
                wanted.maximised());
    }

    /** Area that a window covers of a screen. */
    private static double shared(WindowBounds window, Rectangle2D screen) {
        double width =
                Math.min(window.x() + window.width(), screen.getMaxX())
                        - Math.max(window.x(), screen.getMinX());
        double height =
                Math.min(window.y() + window.height(), screen.getMaxY())
                        - Math.max(window.y(), screen.getMinY());
        return width > 0 && height > 0 ? width * height : 0;
    }

    /** The nearest value that is allowed; the least for what is no number. */
    private static double within(double value, double least, double most) {
        return value > least ? Math.min(value, most) : least;
    }

    private static boolean isOnAScreen(WindowBounds bounds) {
        return screens().stream()
                .anyMatch(screen ->
                        screen.intersects(bounds.x(), bounds.y(), bounds.width(), VISIBLE)
                                && screen.contains(
                                        Math.max(bounds.x(), screen.getMinX()),
                                        Math.max(bounds.y(), screen.getMinY())));
    }

    private static WindowBounds of(Stage stage, @Nullable WindowBounds before) {
        boolean whole = stage.isMaximized();
        return whole && before != null
                ? new WindowBounds(before.x(), before.y(), before.width(), before.height(), true)
                : new WindowBounds(
                        stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), whole);
    }
}
