package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.preferences.Preferences;
import io.sparsescope.views.preferences.Preferences.WindowBounds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Windows come back where they were, as far as a screen is there. */
class WindowPlaceTest {
    private static final List<Rectangle2D> TWO_SCREENS =
            List.of(new Rectangle2D(0, 30, 1920, 1050), new Rectangle2D(-1280, 0, 1280, 1024));

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    @AfterAll
    static void leaveTheThemeAsItWas() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> Application.setUserAgentStylesheet(null));
    }

    private static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, action);
    }

    @ParameterizedTest
    @CsvSource({
        "100,200,640,480, 100,200,640,480", // as it was
        "-1200,100,640,480, -1200,100,640,480", // on the other screen
        "-300,100,640,480, 0,100,640,480", // more of it on the first one
        "1800,900,640,480, 1280,600,640,480", // over an edge and a corner
        "100,0,640,480, 100,30,640,480", // under the desktop's bar
        "5000,5000,640,480, 1280,600,640,480", // a screen that is gone
        "-3000,-3000,9000,9000, 0,30,1920,1050", // larger than any
        "100,200,-5,NaN, 100,200,200,200" // no size
    })
    void aWindowIsPutWhereAPersonCanSeeIt(
            double x,
            double y,
            double width,
            double height,
            double a,
            double b,
            double c,
            double d) {
        WindowBounds placed =
                WindowPlace.onScreen(new WindowBounds(x, y, width, height, true), TWO_SCREENS);
        assertEquals(new WindowBounds(a, b, c, d, true), placed);
    }

    /** A window of the program, which is closed at the end. */
    private static WorkbenchWindow open(Stage stage, Preferences preferences) {
        return onFx(() -> {
            var window = new WorkbenchWindow(HandSteppedSession.closed().session(), preferences);
            window.show(stage, 1280, 800);
            return window;
        });
    }

    private static void close(Stage stage) {
        onFx(() -> {
            stage.close();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void viewsThatWereTornOffAreSoAtTheNextStart() {
        var preferences = new Preferences();
        Stage stage = onFx(Stage::new);
        WorkbenchWindow window = open(stage, preferences);
        assertTrue(onFx(() -> window.torn().torn().isEmpty()));
        var place = new WindowBounds(40, 30, 700, 500, false);
        onFx(() -> {
            window.torn().tearOff(ViewName.SWEEP);
            window.torn().tearOff(ViewName.MAP);
            Stage map = window.torn().window(ViewName.MAP);
            map.setX(place.x());
            map.setY(place.y());
            map.setWidth(place.width());
            map.setHeight(place.height());
            return true;
        });
        close(stage);
        assertEquals(Set.of("map", "sweep"), preferences.tornViewsProperty().get().keySet());
        assertEquals(place, preferences.tornViewsProperty().get().get("map"));

        Stage next = onFx(Stage::new);
        WorkbenchWindow again = open(next, preferences);
        assertEquals(Set.of(ViewName.MAP, ViewName.SWEEP), onFx(() -> again.torn().torn()));
        Stage map = onFx(() -> again.torn().window(ViewName.MAP));
        assertTrue(onFx(map::isShowing));
        assertEquals(
                place,
                onFx(() ->
                        new WindowBounds(
                                map.getX(), map.getY(), map.getWidth(), map.getHeight(), false)));
        assertSame(map.getScene(), onFx(() -> again.panels().map.getScene()));
        assertTrue(onFx(next::isFocused), "the window of a view has the focus");
        onFx(() -> {
            again.torn().bringBack(ViewName.MAP);
            return true;
        });
        close(next);
        assertEquals(Set.of("sweep"), preferences.tornViewsProperty().get().keySet());
    }

    @Test
    void whatIsKeptOfAnotherDesktopOrVersionDoesNoHarm() {
        var preferences = new Preferences();
        var away = new WindowBounds(90_000, -90_000, 700, 500, false);
        preferences
                .tornViewsProperty()
                .set(Map.of("map", away, "no-view-any-more", away, "window", away));
        Stage stage = onFx(Stage::new);
        WorkbenchWindow window = open(stage, preferences);
        assertEquals(Set.of(ViewName.MAP), onFx(() -> window.torn().torn()));
        Rectangle2D screen = onFx(() -> Screen.getPrimary().getVisualBounds());
        Stage map = onFx(() -> window.torn().window(ViewName.MAP));
        assertTrue(
                screen.contains(
                        onFx(map::getX),
                        onFx(map::getY),
                        onFx(map::getWidth),
                        onFx(map::getHeight)),
                "it is out of sight");
        close(stage);
        assertFalse(onFx(map::isShowing));
    }
}
