package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.chart.ChartExport;
import io.sparsescope.views.export.ViewExport;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.WorkbenchSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Dimension2D;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Draws the window and every view without a stage, and keeps the pictures under target/pictures.
 */
class WindowPicturesTest {
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
    @CsvSource({"1280,800,LIGHT", "1280,800,DARK", "1920,1080,LIGHT", "1920,1080,DARK"})
    void theWindowIsDrawnAtEverySizeInBothThemes(int width, int height, Theme theme)
            throws IOException {
        Image picture = draw(session(theme), ViewName.WINDOW, new Dimension2D(width, height));
        keep(picture, "window-" + width + "-" + theme.name().toLowerCase(Locale.ROOT));
        assertTrue(distinctColours(picture) > 100, "the window looks empty");
    }

    @Test
    void anEmptyWindowSaysWhatToDo() throws IOException {
        WorkbenchSession empty = HandSteppedSession.closed().session();
        keep(draw(empty, ViewName.WINDOW, new Dimension2D(1280, 800)), "window-empty");
        assertEquals(PanelState.EMPTY, empty.results().pictureStateProperty().get());
    }

    @ParameterizedTest
    @CsvSource({
        "view.stability,1280,800,LIGHT",
        "view.stability,1920,1080,DARK",
        "view.masks-3,1280,800,LIGHT",
        "view.masks-3,1280,800,DARK"
    })
    void aViewIsBroughtToTheMiddleOfTheWindow(String command, int width, int height, Theme theme)
            throws IOException {
        HandSteppedSession hand = hand(theme);
        var size = new Dimension2D(width, height);
        Image picture =
                WaitForAsyncUtils.waitForAsyncFx(
                                20_000,
                                () -> {
                                    var taken = withCard(hand.session(), command, size);
                                    hand.engine().runAll();
                                    return taken;
                                })
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join();
        keep(picture, command + "-" + theme.name().toLowerCase(Locale.ROOT));
        assertTrue(distinctColours(picture) > 100, command + " looks empty");
    }

    @ParameterizedTest
    @CsvSource({
        "view.palette,palette",
        "help.keys,help",
        "view.log,log",
        "help.tour,tour",
        "view.preferences,preferences",
        "session.recent,recent-sessions"
    })
    void cardsAreDrawnOverTheWindow(String command, String name) throws IOException {
        WorkbenchSession session = session(Theme.LIGHT);
        session.errors().add("models/broken: config.json is missing; choose a model directory");
        Image picture =
                WaitForAsyncUtils.waitForAsyncFx(
                                20_000,
                                () -> withCard(session, command, new Dimension2D(1280, 800)))
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join();
        keep(picture, "card-" + name);
        assertTrue(distinctColours(picture) > 100, name + " looks empty");
    }

    private static CompletableFuture<Image> withCard(
            WorkbenchSession session, String command, Dimension2D size) {
        var window = new WorkbenchWindow(session);
        CompletableFuture<Image> picture =
                ViewPicture.take(
                        window.root(), session.themeProperty().get(), size, camera(session));
        window.commands().stream()
                .filter(found -> found.id().equals(command))
                .forEach(found -> found.action().run());
        return picture;
    }

    @ParameterizedTest
    @EnumSource
    void everyViewIsDrawnAlone(ViewName view) throws IOException {
        Image picture = draw(session(Theme.LIGHT), view, new Dimension2D(900, 500));
        keep(picture, "view-" + view.cliName());
        assertTrue(distinctColours(picture) > 20, view + " looks empty");
    }

    @ParameterizedTest
    @CsvSource({
        "MAP,520,420,LIGHT",
        "MAP,520,420,DARK",
        "MAP,300,300,LIGHT",
        "MAP,300,300,DARK",
        "MAP,1000,600,LIGHT",
        "MAP,521,520,LIGHT",
        "WINDOW,1280,800,LIGHT"
    })
    void theMapComparesTwoMeasuresInSortedRows(ViewName view, int width, int height, Theme theme)
            throws IOException {
        WorkbenchSession session = session(theme);
        Image picture =
                WaitForAsyncUtils.waitForAsyncFx(
                                20_000,
                                () -> withComparison(session, view, new Dimension2D(width, height)))
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join();
        String colours = theme.name().toLowerCase(Locale.ROOT);
        keep(picture, "compared-" + view.cliName() + "-" + width + "-" + colours);
        assertTrue(distinctColours(picture) > 100, "the map looks empty");
    }

    private static CompletableFuture<Image> withComparison(
            WorkbenchSession session, ViewName view, Dimension2D size) {
        Region content = WorkbenchWindow.view(session, view);
        CompletableFuture<Image> picture =
                ViewPicture.take(content, session.themeProperty().get(), size, camera(session));
        ComboBox<?> compared = (ComboBox<?>) content.lookup("#compared-measure-picker");
        compared.getSelectionModel().select(1 + Measure.RELATIVE_ERROR.ordinal());
        ((Button) content.lookup("#layer-order")).fire();
        return picture;
    }

    private static WorkbenchSession session(Theme theme) {
        return hand(theme).session();
    }

    private static HandSteppedSession hand(Theme theme) {
        HandSteppedSession hand = HandSteppedSession.opened();
        hand.session().themeProperty().set(theme);
        var now = hand.session().experimentProperty().get();
        hand.session().change(now.withSetting(SparsitySetting.DENSE.withTargetSparsity(0.5)));
        var site = new ProjectionSite(4, Projection.DOWN_PROJ);
        hand.session().select(hand.session().selectionProperty().get().withSite(site));
        hand.engine().runAll();
        return hand;
    }

    private static Image draw(WorkbenchSession session, ViewName view, Dimension2D size) {
        return WaitForAsyncUtils.waitForAsyncFx(
                        20_000, () -> ViewPicture.take(session, view, size, camera(session)))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static Function<Region, Image> camera(WorkbenchSession session) {
        var colours = WorkbenchStyle.chartTheme(session.themeProperty().get());
        return content -> ChartExport.picture(content, colours, 1);
    }

    private static void keep(Image picture, String name) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "pictures"));
        ViewExport.pixels(picture).write(directory.resolve(name + ".png"), Map.of());
    }

    private static long distinctColours(Image picture) {
        PixelReader pixels = picture.getPixelReader();
        return IntStream.range(0, (int) (picture.getWidth() * picture.getHeight() / 7))
                .map(sample ->
                        pixels.getArgb(
                                sample * 7 % (int) picture.getWidth(),
                                sample * 7 / (int) picture.getWidth()))
                .distinct()
                .count();
    }
}
