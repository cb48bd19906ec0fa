package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.table.DataFormat;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.resources.Resources;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.shell.ViewModels;
import io.sparsescope.views.shell.ViewName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What the open window exports and what {@code view} exports are the same bytes. */
final class ExportedDataTest {
    private static final Path PROMPTS =
            Path.of(System.getProperty("sparsescope.home", ".."))
                    .resolve("sample-models/prompts/storybook-categories.jsonl");

    @TempDir private static Path program;
    @TempDir private static Path sweeps;
    @TempDir private Path directory;
    private static Stage stage;
    private static WorkbenchSession session;

    /** The real program, with everything measured that its views can show. */
    @BeforeAll
    static void openWindow() throws TimeoutException, IOException {
        Network.loadNatives();
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        Path spec = sweeps.resolve("spec.json");
        Files.writeString(
                spec, "{\"window\": 32, \"windows\": 2, \"grids\": [{\"levels\": [0.5]}]}");
        CommandLineSession.succeed(
                "sweep", BUNDLED, "--spec", spec, "--out", sweeps.resolve("swept"));
        stage = onFx(Stage::new);
        session = onFx(() -> LiveProgram.start(BUNDLED, program, stage));
        until(() -> session.modelProperty().get() != null);
        onFx(() -> {
            session.select(new Selection(new ProjectionSite(3, Projection.DOWN_PROJ), null, null));
            session.change(
                    new Experiment(
                            Resources.defaultPrompt(),
                            SparsitySetting.DENSE.withTargetSparsity(0.5)));
            session.look(io.sparsescope.engine.run.Look.Depth.REPRESENTATIONS);
            session.readSweep(sweeps.resolve("swept"));
            return true;
        });
        until(ExportedDataTest::isAnswered);
        onFx(() -> {
            session.compareCategories(PROMPTS);
            return true;
        });
        until(() -> session.results().categoriesProperty().get() != null);
        onFx(() -> {
            session.measureSpeed();
            return true;
        });
        until(() -> {
            var speed = session.results().speedProperty().get();
            return speed != null && speed.over();
        });
    }

    @AfterAll
    static void closeWindow() {
        onFx(() -> {
            stage.close();
            session.close();
            return true;
        });
    }

    private static boolean isAnswered() {
        var shift = session.results().shiftProperty().get();
        var texts = session.streams().updateProperty().get();
        return session.results().snapshotStateProperty().get() == PanelState.SHOWING
                && session.results().sweepProperty().get() != null
                && shift != null
                && shift.details() != null
                && session.isSettled(shift.detailed())
                && texts != null
                && texts.state() == GenerationUpdate.State.FINISHED;
    }

    private static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, action);
    }

    private static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> onFx(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("it did not happen within two minutes", e);
        }
    }

    private static ResultTables shown(ViewName view, DataFormat format) {
        return onFx(() -> new ViewModels(session).tables(view, format));
    }

    /** Two measurements of speed are never the same. */
    @ParameterizedTest
    @EnumSource(
            names = {"WINDOW", "SPEED"},
            mode = EnumSource.Mode.EXCLUDE)
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void windowAndCommandWriteTheSameBytes(ViewName view) throws IOException {
        DataFormat[] formats = DataFormat.values();
        DataFormat format = formats[view.ordinal() % formats.length];
        String name = "x" + format.ending();
        Path mine = Files.createDirectory(directory.resolve("window"));
        Path theirs = Files.createDirectory(directory.resolve("command"));
        format.write(mine.resolve(name), shown(view, format));

        List<Object> words =
                new ArrayList<>(
                        List.of("view", BUNDLED, "--view", view.cliName(), "--sparsity", 0.5));
        words.addAll(List.of("--layer", 3, "--out", theirs.resolve(name)));
        if (view == ViewName.SWEEP) {
            words.addAll(List.of("--sweep", sweeps.resolve("swept")));
        } else if (view == ViewName.CATEGORIES) {
            words.addAll(List.of("--prompts", PROMPTS));
        }
        var written = CommandLineSession.succeed(words.toArray());
        assertTrue(written.out().contains(view.cliName() + ", "), written.out());

        List<String> files = CommandLineSession.filesIn(mine);
        assertEquals(files, CommandLineSession.filesIn(theirs));
        for (String file : files) {
            assertArrayEquals(
                    Files.readAllBytes(mine.resolve(file)),
                    Files.readAllBytes(theirs.resolve(file)),
                    () -> view + ": " + file + " differs");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "WINDOW", mode = EnumSource.Mode.EXCLUDE)
    void everyViewHasDataInEveryFormat(ViewName view) throws IOException {
        for (DataFormat format : DataFormat.values()) {
            Path file = directory.resolve("x" + format.ending());
            format.write(file, shown(view, format));
            assertTrue(Files.size(file) > 100, file + " has " + Files.size(file) + " bytes");
        }
        JsonNode json = new ObjectMapper().readTree(directory.resolve("x.csv.json").toFile());
        JsonNode words = json.path("provenance");
        for (String word : List.of("Title", "Model hash", "Protocol", "Command")) {
            assertFalse(words.path(word).asText().isEmpty(), word + " of " + words);
        }
        assertTrue(json.at("/tables/0/rows").asInt() > 0, json.toString());
    }

    @Test
    void aSessionThatWasSavedExportsWhatItsWindowDoes() throws IOException {
        Path saved = directory.resolve("half.sparsescope.json");
        onFx(() -> {
            io.sparsescope.views.sessionfile.SessionKeeper.onFxThread(session).saveAs(saved);
            return true;
        });
        until(() -> Files.exists(saved));
        Path file = directory.resolve("x.npz");
        CommandLineSession.succeed("view", saved, "--view", "masks", "--out", file);
        Path mine = directory.resolve("mine.npz");
        DataFormat.NPZ.write(mine, shown(ViewName.MASKS, DataFormat.NPZ));
        assertArrayEquals(Files.readAllBytes(mine), Files.readAllBytes(file));
    }

    @Test
    void aCommandMeasuresTheSpeedThatItWrites() throws IOException {
        Path file = directory.resolve("speed.csv");
        CommandLineSession.succeed(
                "view", BUNDLED, "--view", "speed", "--sparsity", 0.5, "--out", file);
        List<String> lines = Files.readAllLines(file);
        assertTrue(
                lines.getFirst().startsWith("level,rate,rate_min,rate_max,bytes,"),
                lines::toString);
        assertEquals(
                List.of("dense", "teal 25\u00a0%", "teal 40\u00a0%", "teal 50\u00a0%"),
                lines.stream().skip(1).limit(4).map(line -> line.split(",")[0]).toList());
        String[] half = lines.get(4).split(",");
        String[] asSet = lines.getLast().split(",");
        assertEquals("as set", asSet[0]);
        assertEquals(half[4], asSet[4], "bytes follow from the setting");
    }

    @Test
    void whatHasNoDataIsRefusedBeforeAnythingIsRun() throws IOException {
        refuse("the window has no data", "--view", "window");
        refuse("--sweep", "--view", "sweep");
        refuse("--width is for pictures", "--view", "map", "--width", 640);
        var unknown =
                CommandLineSession.execute(
                        "view", BUNDLED, "--view", "map", "--out", directory.resolve("x.xlsx"));
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains(".csv, .npz, .safetensors"), unknown.err());
        var lost =
                CommandLineSession.execute(
                        "view", BUNDLED, "--view", "map", "--out", directory.resolve("no/x.npz"));
        assertEquals(5, lost.code());
        assertTrue(lost.err().contains("x.npz: cannot be written"), lost.err());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    private void refuse(String words, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("view", BUNDLED));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--out", directory.resolve("x.csv")));
        var refused = CommandLineSession.execute(arguments.toArray());
        assertEquals(2, refused.code(), refused.err());
        assertTrue(refused.err().contains(words), refused.err());
    }
}
