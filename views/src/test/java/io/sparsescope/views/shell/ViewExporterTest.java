package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sparsescope.engine.table.DataFormat;
import io.sparsescope.views.export.PictureFormat;
import io.sparsescope.views.session.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.testfx.util.WaitForAsyncUtils;

/** Views of the open window are written as files. */
class ViewExporterTest extends OpenWindow {
    private static final ExportCard.Choice ON_SCREEN =
            new ExportCard.Choice(ExportStyle.ON_SCREEN, 1);
    private static final ExportCard.Choice PRINT = new ExportCard.Choice(ExportStyle.PRINT, 1);

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void aPictureIsWrittenInEveryFormat(PictureFormat format) throws IOException {
        Path file = folder.resolve("map" + format.ending());
        export(ViewName.MAP, ON_SCREEN, file);
        byte[] start = Files.readAllBytes(file);
        String magic =
                switch (format) {
                    case PNG -> "\u0089PNG";
                    case SVG -> "<?xm";
                    case PDF -> "%PDF";
                };
        for (int sign = 0; sign < magic.length(); sign++) {
            assertEquals((byte) magic.charAt(sign), start[sign]);
        }
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MAP", "HISTOGRAM", "MASKS", "NEXT_TOKEN"})
    void aPrintFromADarkWindowIsThatOfALightOne(ViewName view) throws IOException {
        String light = exported(view, ON_SCREEN, "light.svg");
        setTheme(Theme.DARK);
        String dark = exported(view, ON_SCREEN, "dark.svg");
        assertNotEquals(light, dark);
        assertEquals(light, exported(view, PRINT, "print.svg"));
        assertEquals(dark, exported(view, ON_SCREEN, "again.svg"), "the window changed");
    }

    @Test
    void ctrlEAsksHowToExportTheViewInFront() {
        onFx(() -> {
            window.bringToFront(ViewName.STABILITY);
            return true;
        });
        press(KeyCode.CONTROL, KeyCode.E).release(KeyCode.E, KeyCode.CONTROL);
        until(() -> lookup("#export-card").tryQuery().isPresent());
        assertTrue(lookup("Export stability").tryQuery().isPresent());
        push(KeyCode.ESCAPE);
        until(() -> lookup("#export-card").tryQuery().isEmpty());
    }

    @Test
    void whatCannotBeWrittenIsSaidWithTheFilesName() throws IOException {
        Path lost = folder.resolve("missing").resolve("map.pdf");
        start(ViewName.MAP, ON_SCREEN, lost);
        until(() -> !session.errors().entries().isEmpty());
        String words = session.errors().entries().getFirst().message();
        assertTrue(words.contains(lost + ": cannot be written"), words);
        start(ViewName.MAP, ON_SCREEN, folder.resolve("map.gif"));
        until(() -> session.errors().entries().size() == 2);
        words = session.errors().entries().getFirst().message();
        assertTrue(words.contains("map.gif: the kind of picture is not known"), words);
        try (var files = Files.list(folder)) {
            assertArrayEquals(new Object[0], files.toArray());
        }
    }

    @ParameterizedTest
    @EnumSource
    void dataOfTheMapAreWrittenInEveryFormat(DataFormat format) throws IOException {
        Path file = folder.resolve("map" + format.ending());
        Path same = folder.resolve("same" + format.ending());
        startData(ViewName.MAP, file);
        until(() -> Files.exists(file));
        onFx(() -> {
            format.write(same, new ViewModels(session).tables(ViewName.MAP, format));
            return true;
        });
        assertArrayEquals(Files.readAllBytes(same), Files.readAllBytes(file));
        until(() -> lookup("Wrote " + file).tryQuery().isPresent());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REPRESENTATION",
                "SHIFT_VALUES",
                "PRINCIPAL_AXES",
                "LOGIT_LENS",
                "ALWAYS_KEPT"
            })
    void dataOfTheShiftAreMeasuredFirstWhateverIsInFront(ViewName view) throws IOException {
        Path file = folder.resolve("shift.csv");
        startData(view, file);
        until(() -> lookup("Wrote " + file).tryQuery().isPresent());
        assertTrue(lookup("Measuring the shift \u2026").tryQuery().isPresent());
        List<String> lines = Files.readAllLines(file);
        assertTrue(lines.size() > 1 && lines.getFirst().contains("layer"), lines.getFirst());
        assertEquals(ViewName.MASKS, onFx(() -> window.panels().front.get()));
        assertTrue(onFx(() -> session.errors().entries().isEmpty()));
    }

    @Test
    void aReportThatCannotBeTakenSaysWhyInOneSentence() {
        onFx(() -> {
            var now = session.experimentProperty().get();
            session.change(now.withPrompt(""));
            window.exporter().exportReport("x.sparsescope.json", folder.resolve("report.html"));
            return true;
        });
        assertNewestError("report.html: there is no run whose shift could be measured; run a");
    }

    @Test
    void dataThatCannotBeWrittenAreSaidAndTheOldFileStays() throws IOException {
        Path lost = folder.resolve("missing").resolve("map.npz");
        startData(ViewName.MAP, lost);
        until(() -> !session.errors().entries().isEmpty());
        assertNewestError(lost + ": cannot be written");
        startData(ViewName.MAP, folder.resolve("map.xlsx"));
        assertNewestError("end the name in .csv, .npz, .safetensors");
        Path old = Files.writeString(folder.resolve("old.csv"), "old");
        startData(ViewName.SWEEP, old);
        assertNewestError("old.csv: there is no sweep to export");
        startData(ViewName.WINDOW, old);
        assertNewestError("choose one of its views: map, masks");
        assertEquals("old", Files.readString(old));
    }

    @Test
    void whatCannotBeExportedYetLeavesNoStackTraceInTheLog() {
        Logger log = (Logger) LoggerFactory.getLogger(ViewExporter.class);
        var heard = new ListAppender<ILoggingEvent>();
        heard.start();
        log.addAppender(heard);
        startData(ViewName.SWEEP, folder.resolve("sweep.csv"));
        log.detachAppender(heard);
        List<ILoggingEvent> warnings =
                heard.list.stream().filter(said -> said.getLevel() == Level.WARN).toList();
        assertEquals(1, warnings.size());
        assertNull(warnings.getFirst().getThrowableProxy());
    }

    private void assertNewestError(String part) {
        String words = session.errors().entries().getFirst().message();
        assertTrue(words.contains(part), words);
    }

    @Test
    void everyViewButTheWindowHasAnActionForItsDataInThePalette() {
        List<String> ids = window.commands().stream().map(Command::id).toList();
        for (ViewName view : ViewName.values()) {
            assertEquals(
                    view != ViewName.WINDOW,
                    ids.contains("data.of-" + view.cliName()),
                    view.cliName());
        }
        Command data =
                window.commands().stream()
                        .filter(command -> command.id().equals("data.export"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(KeyCombination.valueOf("Shortcut+Shift+E"), data.keys());
    }

    private void startData(ViewName view, Path file) {
        onFx(() -> {
            window.exporter().exportData(view, file);
            return true;
        });
    }

    private void setTheme(Theme theme) {
        onFx(() -> {
            session.themeProperty().set(theme);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents(6);
    }

    private void export(ViewName view, ExportCard.Choice choice, Path file) {
        start(view, choice, file);
        until(() -> Files.exists(file));
    }

    private String exported(ViewName view, ExportCard.Choice choice, String name)
            throws IOException {
        export(view, choice, folder.resolve(name));
        return Files.readString(folder.resolve(name));
    }

    private void start(ViewName view, ExportCard.Choice choice, Path file) {
        onFx(() -> {
            window.exporter().export(view, choice, file);
            return true;
        });
    }
}
