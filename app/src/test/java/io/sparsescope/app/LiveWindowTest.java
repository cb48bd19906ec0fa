package io.sparsescope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.glass.ui.wide.WidePlatformFactory;
import io.sparsescope.app.rehearsal.SmallModel;
import io.sparsescope.engine.run.Engine;
import io.sparsescope.engine.run.EngineLane;
import io.sparsescope.engine.run.EngineOptions;
import io.sparsescope.engine.run.GeneratedStream;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.views.session.Latencies;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.WorkbenchSession;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Spinner;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The real window over the real engine on the bundled model, by hand and by keyboard. */
class LiveWindowTest extends FxRobot {
    private static final Path BUNDLED =
            Path.of(System.getProperty("sparsescope.home"), "sample-models", "storybook-14m");

    /** Calibrations of all tests of this class; the first one makes them. */
    @TempDir private static Path cache;

    @TempDir private Path models;
    private WorkbenchSession session;
    private Stage stage;

    /** As the program does, before the toolkit loads libraries of its own. */
    @BeforeAll
    static void loadNatives() {
        Network.loadNatives();
    }

    @BeforeEach
    void openWindow() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        var options =
                new EngineOptions(
                        cache,
                        Surroundings::calibrationTexts,
                        Surroundings::evaluationTexts,
                        "test");
        var composition =
                new Composition(listener ->
                        new Engine(listener, EngineLane.threaded("test-engine"), options));
        session = onFx(composition::session);
        stage = onFx(Stage::new);
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> composition.window(session).show(stage, 1280, 800));
        onFx(() -> {
            session.open(BUNDLED);
            return true;
        });
        until(this::isAnswered);
    }

    @AfterEach
    void closeWindow() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, stage::close);
        WaitForAsyncUtils.waitForAsyncFx(30_000, session::close);
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> Application.setUserAgentStylesheet(null));
    }

    private static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(30_000, action);
    }

    private static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> onFx(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("it did not happen within a minute", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private boolean isAnswered() {
        return session.results().snapshotStateProperty().get() == PanelState.SHOWING;
    }

    private RunSnapshot snapshot() {
        return onFx(() -> session.results().snapshotProperty().get());
    }

    private double asked() {
        return onFx(() -> session.experimentProperty().get().setting().targetSparsity());
    }

    private void dragSlider(double pixels) {
        Node thumb = lookup("#sparsity-slider .thumb").query();
        drag(thumb, MouseButton.PRIMARY).moveBy(pixels / 2, 0).moveBy(pixels / 2, 0).drop();
    }

    @Test
    void draggingTheSliderChangesMasksPredictionsAndTextAndUndoTakesItBack() {
        RunSnapshot before = snapshot();
        assertEquals(0, before.sparsity().realisedSparsity(), 1e-3);
        dragSlider(80);
        double level = asked();
        assertTrue(level > 0.3, "asked " + level);
        until(() ->
                isAnswered() && session.latencies().of(Latencies.Picture.MASKS).sampleCount() > 0);
        RunSnapshot after = snapshot();
        assertEquals(level, after.request().setting().targetSparsity());
        assertEquals(level, after.sparsity().realisedSparsity(), 0.1);
        assertTrue(after.focus().droppedShare() > 0.2);
        assertTrue(after.nextTokens().getLast().acting().klDivergence() > 0);
        assertNotEquals(before.nextTokens(), after.nextTokens());
        until(() -> {
            GenerationUpdate texts = session.streams().updateProperty().get();
            return texts != null
                    && texts.request().intervention().sparsity().targetSparsity() == level
                    && texts.state() == GenerationUpdate.State.FINISHED;
        });
        GenerationUpdate texts = onFx(() -> session.streams().updateProperty().get());
        GeneratedStream sparse = texts.generation().streams().getLast();
        assertFalse(sparse.tokens().isEmpty());
        assertTrue(texts.generation().parting(sparse).isPresent(), "the texts part");
        push(KeyCode.SHORTCUT, KeyCode.Z);
        until(() -> asked() == 0 && isAnswered());
        assertEquals(0, snapshot().sparsity().realisedSparsity(), 1e-3);
    }

    @Test
    void aLongTextIsStoppedAndWhatIsWrittenStays() {
        dragSlider(80);
        until(this::isAnswered);
        Spinner<Integer> length = lookup("#sampler-new-tokens").query();
        onFx(() -> {
            length.getValueFactory().setValue(450);
            return true;
        });
        until(() -> {
            GenerationUpdate texts = session.streams().updateProperty().get();
            return texts != null
                    && texts.request().task().maxTokens() == 450
                    && texts.generation().streams().getLast().tokens().size() > 2;
        });
        clickOn("#stop-texts");
        until(() ->
                session.streams().updateProperty().get().state() == GenerationUpdate.State.STOPPED);
        GeneratedStream kept =
                onFx(() ->
                        session.streams().updateProperty().get().generation().streams().getLast());
        assertTrue(kept.tokens().size() > 2 && kept.tokens().size() < 450, kept::toString);
        assertEquals(kept.tokens().size(), kept.divergences().size());
        assertTrue(lookup("#stop-texts").query().isDisabled());
    }

    @Test
    void anotherLayerInTheMapIsShownInTheMasks() {
        clickOn("#site-grid").type(KeyCode.HOME);
        ProjectionSite before = onFx(() -> session.selectionProperty().get().site());
        type(KeyCode.DOWN);
        var below = new ProjectionSite(before.layer() + 1, before.projection());
        until(() -> session.results().pictureProperty().get().focus().site().equals(below));
        assertEquals(below, onFx(() -> session.selectionProperty().get().site()));
    }

    @Test
    void anotherPromptIsRunByTheKeyboard() {
        int length = snapshot().tokens().length();
        clickOn("#prompt-text").push(KeyCode.SHORTCUT, KeyCode.A).write("The wolf");
        push(KeyCode.SHORTCUT, KeyCode.ENTER);
        until(() -> isAnswered() && snapshot().tokens().text().equals("The wolf"));
        assertTrue(snapshot().tokens().length() < length);
        assertEquals(snapshot().tokens().length(), snapshot().nextTokens().size());
    }

    @Test
    void aSmallModelIsOpenedByThePicker() throws Exception {
        Path second = SmallModel.write(models.resolve("second"), BUNDLED);
        WidePlatformFactory.nextChoice = new File[] {second.toFile()};
        push(KeyCode.SHORTCUT, KeyCode.O);
        until(() -> session.modelProperty().get().name().equals("second"));
        until(this::isAnswered);
        assertEquals(SmallModel.LAYERS, snapshot().map().layerCount());
        assertEquals("second", snapshot().provenance().modelName());
        assertTrue(onFx(stage::getTitle).startsWith("second"));
    }

    @Test
    void aBrokenModelIsReportedAndTheOpenOneStays() throws Exception {
        Path broken = SmallModel.write(models.resolve("broken"), BUNDLED);
        Files.write(broken.resolve("model.safetensors"), new byte[100]);
        WidePlatformFactory.nextChoice = new File[] {broken.toFile()};
        push(KeyCode.SHORTCUT, KeyCode.O);
        until(() -> !session.errors().entries().isEmpty());
        String message = onFx(() -> session.errors().entries().getFirst().message());
        assertTrue(message.contains("model.safetensors"), message);
        dragSlider(60);
        until(() -> isAnswered() && asked() > 0);
        assertEquals("storybook-14m", snapshot().provenance().modelName());
    }
}
