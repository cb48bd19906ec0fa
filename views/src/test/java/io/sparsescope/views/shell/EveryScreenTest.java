package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.training.TrainingSetting;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.session.Theme;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Dimension2D;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Walks through every screen of the window in every state and size: nothing is cut, no panel is
 * empty without a sentence, and everything that takes the focus has a name.
 */
class EveryScreenTest {
    /** Enough for a layout and what it asks for. */
    private static final int PULSES = 5;

    /** States of a session, each reached with a fake engine. */
    enum State {
        NO_MODEL,
        NO_PROMPT,
        RUNNING,
        FAILED,
        SPARSE,
        VECTORS,
        TRAINING;

        HandSteppedSession reach() {
            HandSteppedSession hand = HandSteppedSession.closed();
            var session = hand.session();
            if (this == NO_MODEL) {
                return hand;
            }
            String prompt =
                    this == NO_PROMPT ? "" : this == FAILED ? "! so" : HandSteppedSession.PROMPT;
            session.change(session.experimentProperty().get().withPrompt(prompt));
            session.open(Path.of("models/tiny"));
            if (this == RUNNING) {
                hand.engine().step();
                return hand;
            }
            hand.engine().runAll();
            if (this == SPARSE || this == VECTORS || this == TRAINING) {
                session.select(new Selection(new ProjectionSite(1, Projection.DOWN_PROJ), 2, 3));
                var now = session.experimentProperty().get();
                session.change(now.withSetting(SparsitySetting.DENSE.withTargetSparsity(0.5)));
                hand.engine().runAll();
            }
            if (this == VECTORS || this == TRAINING) {
                session.vectors().read(Path.of("spontaneous-tiny-50.safetensors"));
                hand.engine().runAll();
                var loaded =
                        new SpontaneousUse.Source.Loaded(
                                new SpontaneousSets(session.vectors().sets()), false);
                var now = session.experimentProperty().get();
                session.change(now.withSpontaneous(SpontaneousUse.NONE.with(loaded)));
                hand.engine().runAll();
            }
            if (this == VECTORS) {
                session.compareCategories(Path.of("prompts-by-tag.jsonl"));
                hand.engine().runAll();
            }
            if (this == TRAINING) {
                var order =
                        new TrainingOrder(
                                session.experimentProperty().get().intervention(),
                                List.of(),
                                256,
                                TrainingSetting.DEFAULT);
                session.vectors().train(order);
                hand.engine().runSteps(2);
            }
            return hand;
        }

        List<WindowScreen> screens() {
            return switch (this) {
                case NO_MODEL, NO_PROMPT, RUNNING, FAILED, TRAINING -> WindowScreen.tabs();
                case SPARSE ->
                        Arrays.stream(WindowScreen.values())
                                .filter(screen -> !screen.isCard())
                                .toList();
                case VECTORS -> List.of(WindowScreen.values());
            };
        }
    }

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    @AfterAll
    static void leaveTheThemeAsItWas() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> Application.setUserAgentStylesheet(null));
    }

    @ParameterizedTest
    @CsvSource({"1280,800,1", "2560,1440,1", "2560,1440,2"})
    void nothingIsCutOrNamelessOrEmpty(int width, int height, double scale) {
        Map<String, String> firstSeen = new LinkedHashMap<>();
        for (State state : State.values()) {
            HandSteppedSession hand = onFx(state::reach);
            var size = new Dimension2D(width, height);
            WindowAlbum album =
                    onFx(() -> new WindowAlbum(hand.session(), Theme.LIGHT, size, scale));
            for (WindowScreen screen : state.screens()) {
                for (String fault : faults(hand, album, screen, state)) {
                    firstSeen.putIfAbsent(fault, state + ", " + screen);
                }
            }
            onFx(() -> {
                album.close();
                return true;
            });
        }
        assertEquals(
                "",
                firstSeen.entrySet().stream()
                        .map(Map.Entry::toString)
                        .collect(Collectors.joining("\n")));
    }

    private static List<String> faults(
            HandSteppedSession hand, WindowAlbum album, WindowScreen screen, State state) {
        if (state != State.RUNNING && state != State.TRAINING) {
            take(
                    album,
                    screen,
                    _ -> {
                        hand.engine()
                                .runAll(); // what the screen asks for when it comes to the front
                        return true;
                    });
        }
        return take(album, screen, ScreenFaults::of);
    }

    private static <T> T take(WindowAlbum album, WindowScreen screen, Function<Region, T> camera) {
        return onFx(() -> album.take(screen, PULSES, camera))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, action);
    }
}
