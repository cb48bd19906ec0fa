package io.sparsescope.views.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.run.ContinuationTask.PromptForm;
import io.sparsescope.engine.run.GeneratedStream;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.run.StreamKind;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.GenerationOptions;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.controlsfx.control.ToggleSwitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The texts and their sampler by hand: three streams, tokens, Stop, chat, export, undo. */
@ExtendWith(ApplicationExtension.class)
class GenerationPanelTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();
    private final GenerationViewModel viewModel = new GenerationViewModel(session);

    @Start
    void show(Stage stage) {
        var texts = new GenerationPanel(viewModel, new SimpleStringProperty(""));
        texts.setPrefWidth(760);
        stage.setScene(new Scene(new HBox(texts, new SamplerPanel(viewModel)), 1_040, 560));
        stage.show();
    }

    private static <T> T onFx(Callable<T> action) {
        T result = WaitForAsyncUtils.waitForAsyncFx(10_000, action);
        WaitForAsyncUtils.waitForFxEvents();
        return result;
    }

    private void runAll() {
        onFx(() -> {
            hand.engine().runAll();
            return true;
        });
    }

    private GenerationUpdate update() {
        return onFx(() -> session.streams().updateProperty().get());
    }

    private GenerationOptions asked() {
        return onFx(() -> session.experimentProperty().get().text());
    }

    private void sparse(boolean compensated) {
        onFx(() -> {
            var now =
                    session.experimentProperty()
                            .get()
                            .withSetting(SparsitySetting.DENSE.withTargetSparsity(0.5));
            session.change(
                    compensated
                            ? now.withSpontaneous(
                                    new SpontaneousUse(
                                            new SpontaneousUse.Source.MeanResidual(),
                                            SpontaneousSetting.FULL))
                            : now);
            return true;
        });
        runAll();
    }

    private static List<Node> columns(FxRobot robot) {
        return onFx(() ->
                List.copyOf(
                        robot.lookup((Node node) ->
                                        node instanceof StreamColumn && node.getScene() != null)
                                .queryAll()));
    }

    @Test
    void vectorsThatActHaveAColumnOfTheirOwn(FxRobot robot) {
        sparse(false);
        assertEquals(2, columns(robot).size());
        sparse(true);
        assertEquals(3, columns(robot).size());
        Label words =
                robot.from(robot.lookup("#stream-spontaneous")).lookup(".stream-parting").query();
        GeneratedStream stream = update().generation().stream(StreamKind.SPONTANEOUS).orElseThrow();
        int parting = update().generation().parting(stream).orElseThrow();
        assertTrue(words.getText().startsWith("\u25b8 token " + parting), words.getText());
        Node bars = robot.from(robot.lookup("#stream-sparse")).lookup(".divergence-bars").query();
        assertTrue(bars.getAccessibleText().contains("largest"), bars.getAccessibleText());
    }

    @Test
    void tokensStandInRowsAndThePartingOneIsMarked(FxRobot robot) {
        sparse(true);
        robot.clickOn("#text-tokens");
        TokenTable table = robot.lookup("#token-table").query();
        GeneratedStream dense = update().generation().streams().getFirst();
        assertEquals(dense.tokens().size(), onFx(() -> table.getItems().size()));
        long marked =
                onFx(() ->
                        table.getItems().stream()
                                .flatMap(step -> step.cells().values().stream())
                                .filter(TokenTable.StepCell::parts)
                                .count());
        assertEquals(2, marked);
        robot.clickOn("#text-tokens");
        assertEquals(3, columns(robot).size());
    }

    @Test
    void stopKeepsWhatIsWritten(FxRobot robot) {
        onFx(() -> {
            session.runAgain();
            hand.engine().step();
            hand.engine().step();
            return true;
        });
        robot.clickOn("#stop-texts");
        runAll();
        assertEquals(GenerationUpdate.State.STOPPED, update().state());
        int written = update().generation().streams().getFirst().tokens().size();
        assertTrue(written > 0 && written < 10, "written " + written);
        Node stop = robot.lookup("#stop-texts").query();
        assertTrue(onFx(stop::isDisabled));
        robot.clickOn("#run-again");
        runAll();
        assertEquals(GenerationUpdate.State.FINISHED, update().state());
    }

    @Test
    void aSamplerIsUndoneAsAWhole(FxRobot robot) {
        GenerationOptions before = asked();
        Spinner<Integer> topK = robot.lookup("#sampler-top-k").query();
        onFx(() -> {
            topK.increment();
            return true;
        });
        runAll();
        assertEquals(10, asked().sampler().topK());
        assertEquals(10, update().request().task().sampler().topK());
        onFx(() -> {
            session.undo();
            return true;
        });
        runAll();
        assertEquals(before, asked());
        assertEquals(0, onFx(topK::getValue));
        assertEquals(before.sampler(), update().request().task().sampler());
    }

    @Test
    void chatIsOfferedWhereTheModelHasATemplate(FxRobot robot) {
        ToggleSwitch chat = robot.lookup("#chat-template").query();
        assertTrue(onFx(chat::isDisabled));
        assertEquals("The tokenizer carries no chat template.", onFx(chat::getAccessibleHelp));
        onFx(() -> {
            session.open(Path.of("models/chatty"));
            return true;
        });
        runAll();
        assertFalse(onFx(chat::isDisabled));
        robot.clickOn("#chat-template .thumb-area");
        runAll();
        assertEquals(PromptForm.CHAT, update().request().task().form());
        onFx(() -> {
            session.open(Path.of("models/tiny"));
            return true;
        });
        runAll();
        assertEquals(PromptForm.PLAIN, asked().form());
        assertFalse(onFx(chat::isSelected));
    }

    @Test
    void textsAreCopiedAndSaved(FxRobot robot, @TempDir Path directory) throws Exception {
        sparse(true);
        robot.clickOn("#export-texts").clickOn("#copy-markdown");
        String copied = onFx(() -> Clipboard.getSystemClipboard().getString());
        assertTrue(copied.startsWith("# Generations"), copied);
        assertTrue(copied.contains("### Sparse + spontaneous"), copied);
        assertTrue(copied.contains("\u25b8"), copied);
        Path file = directory.resolve("texts.jsonl");
        onFx(() -> {
            viewModel.save(file, viewModel.jsonLines());
            return true;
        });
        assertTrue(Files.readString(file).contains("\"spontaneous\":{"));
        onFx(() -> {
            viewModel.save(directory.resolve("none/texts.jsonl"), "x");
            return true;
        });
        assertTrue(session.errors().entries().getFirst().message().contains("none"));
    }
}
