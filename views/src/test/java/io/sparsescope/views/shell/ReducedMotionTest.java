package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sparsescope.views.chart.ChartExport;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.Theme;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Dimension2D;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.layout.Region;
import org.controlsfx.control.ToggleSwitch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** With reduced motion nothing in the window moves by itself, and what is switched jumps. */
class ReducedMotionTest {
    private static final int SHORT = 3;
    private static final int LONG = 24;

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    @AfterAll
    static void leaveTheThemeAsItWas() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> Application.setUserAgentStylesheet(null));
    }

    @Test
    void aRunInProgressTurnsAWheelOnlyWhereMotionIsWelcome() {
        try (Opened opened = new Opened(false, true)) {
            assertNotEquals(opened.picture(LONG), opened.picture(SHORT), "the wheels turn");
        }
        try (Opened opened = new Opened(true, true)) {
            assertEquals(opened.picture(LONG), opened.picture(SHORT), "the wheels stand still");
        }
    }

    @Test
    void aSwitchJumpsWhereMotionIsNotWelcome() {
        try (Opened opened = new Opened(true, false)) {
            opened.toggle();
            assertEquals(opened.picture(SHORT), opened.picture(LONG), "it is where it will be");
        }
    }

    /** A window in which a run is in progress or nothing is open yet. */
    private static final class Opened implements AutoCloseable {
        private final WindowAlbum album;

        Opened(boolean reduced, boolean running) {
            album =
                    onFx(() -> {
                        HandSteppedSession hand = HandSteppedSession.closed();
                        if (running) {
                            hand.session().open(Path.of("models/tiny"));
                            hand.engine().step();
                        }
                        var size = new Dimension2D(1280, 800);
                        var made = new WindowAlbum(hand.session(), Theme.LIGHT, size, 1);
                        made.preferences().reducedMotionProperty().set(reduced);
                        return made;
                    });
            look(LONG);
        }

        private Region look(int pulses) {
            return onFx(() -> album.take(WindowScreen.MASKS, pulses, content -> content))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }

        /** A hash of every pixel, after so many pulses. */
        int picture(int pulses) {
            Region content = look(pulses);
            return onFx(() -> hash(ChartExport.picture(content, ChartTheme.LIGHT, 1)));
        }

        private static int hash(Image picture) {
            int width = (int) picture.getWidth();
            int height = (int) picture.getHeight();
            int[] pixels = new int[width * height];
            picture.getPixelReader()
                    .getPixels(
                            0,
                            0,
                            width,
                            height,
                            PixelFormat.getIntArgbInstance(),
                            pixels,
                            0,
                            width);
            return Arrays.hashCode(pixels);
        }

        void toggle() {
            Region content = look(SHORT);
            onFx(() -> {
                var live = (ToggleSwitch) content.lookup("#live-text");
                live.setSelected(!live.isSelected());
                return true;
            });
        }

        @Override
        public void close() {
            onFx(() -> {
                album.close();
                return true;
            });
        }
    }

    private static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, action);
    }
}
