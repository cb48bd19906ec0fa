package io.sparsescope.app.cli;

import io.sparsescope.engine.category.CategoryFile;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.sweep.StoredSweep;
import io.sparsescope.views.chart.ChartExport;
import io.sparsescope.views.export.PictureFormat;
import io.sparsescope.views.export.ViewExport;
import io.sparsescope.views.shell.WindowAlbum;
import io.sparsescope.views.shell.WorkbenchStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws the window in every state, with every tab and every card, in every size and theme. */
@Command(
        name = "screens",
        mixinStandardHelpOptions = true,
        description =
                "Draw every screen of the window into PNG files, without a display: each tab and"
                        + " card, before and after a model is open, in two sizes and at 200 %%, light"
                        + " and dark.")
public final class ScreensCommand implements Callable<Integer> {
    private static final int MOST_WAITING = 8;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A Hugging Face model directory.")
    private Path modelPath;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Directory for the pictures; those of the same names are replaced.")
    private Path out;

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description = "Prompts as JSON Lines, {tag, prompt} on each, to be compared by tag.")
    private @Nullable Path prompts;

    @Option(
            names = "--sweep",
            paramLabel = "DIR",
            description = "A sweep of the model that was run before.")
    private @Nullable Path sweep;

    @Option(
            names = "--only",
            paramLabel = "WORDS",
            description = "Draw only pictures whose names contain this, such as 1280x800-dark.")
    private String only = "";

    @Override
    public Integer call() {
        check();
        List<ScreenShot> shots =
                ScreenShot.all().stream().filter(shot -> shot.fileName().contains(only)).toList();
        if (shots.isEmpty()) {
            throw new UsageException("--only: no picture's name contains '" + only + "'");
        }
        List<CompletableFuture<Void>> written = new ArrayList<>();
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            shots.stream()
                    .collect(
                            Collectors.groupingBy(
                                    ScreenShot::state, TreeMap::new, Collectors.toList()))
                    .forEach((state, ofState) -> draw(state, ofState, writer, written));
            written.forEach(HeadlessToolkit::await);
        }
        spec.commandLine().getOut().printf("%s: %d pictures%n", out, written.size());
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    /** Finds what is wrong before the toolkit starts. */
    private void check() {
        ModelLoader.load(modelPath).close();
        if (sweep != null) {
            StoredSweep.read(sweep);
        }
        if (prompts != null) {
            CategoryFile.read(prompts);
        }
        try {
            Files.createDirectories(out);
        } catch (IOException failure) {
            throw new UsageException(
                    "--out: " + out + " cannot be made a directory; choose another place");
        }
    }

    /** Draws all pictures of a state, window by window. */
    private void draw(
            ScreenState state,
            List<ScreenShot> shots,
            ExecutorService writer,
            List<CompletableFuture<Void>> written) {
        try (ViewedSession viewed = state.reach(modelPath)) {
            fill(viewed, state);
            Map<ScreenShot.Dressed, List<ScreenShot>> windows =
                    shots.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            ScreenShot::dressed,
                                            LinkedHashMap::new,
                                            Collectors.toList()));
            windows.forEach((dressed, ofWindow) -> {
                WindowAlbum album = HeadlessToolkit.call(() -> dressed.open(viewed.session()));
                for (ScreenShot shot : ofWindow) {
                    Image picture = take(viewed, album, shot);
                    if (written.size() >= MOST_WAITING) { // each is some 15 MB until it is written
                        HeadlessToolkit.await(written.get(written.size() - MOST_WAITING));
                    }
                    written.add(CompletableFuture.runAsync(() -> write(picture, shot), writer));
                }
                HeadlessToolkit.call(() -> {
                    album.close();
                    return null;
                });
            });
        }
    }

    /** Has everything measured that a person would ask for before looking at it. */
    private void fill(ViewedSession viewed, ScreenState state) {
        boolean filled = state == ScreenState.SPARSE || state == ScreenState.VECTORS;
        if (filled) {
            viewed.measureShift();
            if (sweep != null) {
                viewed.readSweep(sweep);
            }
            viewed.measureSpeed();
            if (prompts != null) {
                viewed.compareCategories(prompts);
            }
        }
    }

    private static Image take(ViewedSession viewed, WindowAlbum album, ScreenShot shot) {
        return HeadlessToolkit.await(
                HeadlessToolkit.call(() -> {
                    viewed.session().latencies().reset(); // nobody moved a slider
                    var colours = WorkbenchStyle.chartTheme(shot.dressed().theme());
                    return album.take(
                            shot.screen(), window -> ChartExport.picture(window, colours, 1));
                }));
    }

    private void write(Image picture, ScreenShot shot) {
        ViewExport.pixels(picture)
                .write(
                        out.resolve(shot.fileName() + PictureFormat.PNG.ending()),
                        Map.of(ViewExport.TITLE, shot.fileName()));
    }
}
