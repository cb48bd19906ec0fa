package io.sparsescope.app.cli;

import io.sparsescope.engine.category.CategoryFile;
import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.sweep.StoredSweep;
import io.sparsescope.engine.table.DataFormat;
import io.sparsescope.resources.Resources;
import io.sparsescope.views.export.PictureFormat;
import io.sparsescope.views.export.TakenPicture;
import io.sparsescope.views.export.ViewExport;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.sessionfile.SessionFile;
import io.sparsescope.views.shell.ShellWords;
import io.sparsescope.views.shell.ViewName;
import io.sparsescope.views.shell.ViewPicture;
import io.sparsescope.views.shell.ViewProvenance;
import io.sparsescope.views.shell.WorkbenchStyle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javafx.geometry.Dimension2D;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws one view of the window into a picture file, or writes its data, without a display. */
@Command(
        name = "view",
        mixinStandardHelpOptions = true,
        description =
                "Draw a view of a run into a PNG, SVG or PDF file, or write its data as CSV, NPZ or"
                        + " safetensors, without a display.")
public final class ViewCommand implements Callable<Integer> {
    /** Options that are about the picture, not about what is run. */
    private static final Set<String> OF_PICTURES =
            Set.of(
                    "--view",
                    "--out",
                    "--width",
                    "--height",
                    "--scale",
                    "--theme",
                    "--sweep",
                    "--prompts",
                    "--verbose");

    private static final Set<String> ONLY_OF_PICTURES =
            Set.of("--width", "--height", "--scale", "--theme");

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            description = "A Hugging Face model directory, or a session that was saved.")
    private Path modelPath;

    @Option(
            names = "--view",
            required = true,
            description = "${COMPLETION-CANDIDATES}.",
            completionCandidates = ViewNames.class)
    private String view;

    @Option(
            names = "--layer",
            defaultValue = "0",
            description = "Layer that is looked at. Default: 0.")
    private int layer;

    @Option(
            names = "--site",
            defaultValue = "down_proj",
            description = "Projection that is looked at. Default: down_proj.")
    private String site;

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "Text to run. Default: the window's first prompt.")
    private @Nullable String prompt;

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description = "Prompts as JSON Lines, {tag, prompt} on each, for the view categories.")
    private @Nullable Path prompts;

    @Option(
            names = "--prune",
            paramLabel = "R",
            description =
                    "Prune this share of the neurons, by removal cost, before the sparse run.")
    private @Nullable Double prunedShare;

    @Option(
            names = "--sweep",
            paramLabel = "DIR",
            description = "A sweep of the model that was run before, for the view sweep.")
    private @Nullable Path sweep;

    @Option(
            names = "--theme",
            description = "light or dark. Default: the session's own, light for a model.")
    private @Nullable String theme;

    @Option(names = "--width", defaultValue = "1280", description = "Pixels. Default: 1280.")
    private int width;

    @Option(names = "--height", defaultValue = "800", description = "Pixels. Default: 800.")
    private int height;

    @Option(
            names = "--scale",
            description = "Pixels of a PNG for each pixel of the view. Default: 1.")
    private @Nullable Double scale;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description =
                    "File to write; its ending says which kind: .png, .svg or .pdf for a picture, .csv, .npz"
                            + " or .safetensors for its data.")
    private Path out;

    @Mixin private SparsityOptions sparsity;
    @Mixin private SpontaneousOptions spontaneous;

    @Override
    public Integer call() {
        ViewName name = UsageException.parsing("--view", () -> ViewName.parse(view));
        Projection projection =
                Projection.named(site)
                        .orElseThrow(() ->
                                new UsageException(
                                        "--site: '"
                                                + site
                                                + "' is no projection; choose for example down_proj"));
        Optional<Theme> colours =
                Optional.ofNullable(theme)
                        .map(word ->
                                UsageException.parsing(
                                        "--theme",
                                        () -> Theme.valueOf(word.toUpperCase(Locale.ROOT))));
        checkPrompts(name);
        DataExport data =
                DataFormat.of(out).map(kind -> new DataExport(name, kind, out)).orElse(null);
        PictureFormat format = data == null ? pictureFormat() : PictureFormat.PNG;
        if (data == null) {
            checkPicture(format);
        } else {
            data.check(sweep != null);
            refuseOptionsOfPictures();
        }
        AtomicFile.requireWritable(out);
        String written;
        try (ViewedSession viewed =
                SessionFile.isNamedLikeOne(modelPath) ? savedSession() : newSession(projection)) {
            HeadlessToolkit.call(() -> {
                colours.ifPresent(viewed.session().themeProperty()::set);
                return null;
            });
            if (name.showsShift()) {
                viewed.measureShift();
            }
            if (sweep != null) {
                viewed.readSweep(sweep);
            }
            if (prompts != null) {
                viewed.compareCategories(prompts);
            }
            if (name == ViewName.SPEED) {
                viewed.measureSpeed();
            }
            written = data == null ? write(viewed.session(), name, format) : data.write(viewed);
        }
        spec.commandLine().getOut().printf("%s: %s%n", out, written);
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    /** A session that was saved, as it was; it has a setting of its own. */
    private ViewedSession savedSession() {
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptionsSet()) {
            if (!OF_PICTURES.contains(option.longestName())) {
                throw new UsageException(
                        option.longestName()
                                + ": a session has its own setting; leave this out, or name a model");
            }
        }
        return ViewedSession.restore(SessionFile.read(modelPath));
    }

    private ViewedSession newSession(Projection projection) {
        Checked checked = check();
        Experiment experiment =
                new Experiment(
                                prompt == null ? Resources.defaultPrompt() : prompt,
                                sparsity.setting(checked.layers()))
                        .withPruning(pruning())
                        .withSpontaneous(checked.spontaneous());
        ViewedSession viewed = ViewedSession.open(modelPath);
        viewed.show(experiment, new Selection(new ProjectionSite(layer, projection), null, null));
        return viewed;
    }

    private void checkPrompts(ViewName name) {
        if ((name == ViewName.CATEGORIES) != (prompts != null)) {
            throw new UsageException("--prompts and --view categories belong together");
        }
        if (sweep != null) {
            if (name != ViewName.SWEEP) {
                throw new UsageException("--sweep is for --view sweep");
            }
            StoredSweep.read(sweep); // what is wrong is reported like everywhere else
        }
        if (prompts != null) {
            CategoryFile.read(prompts); // what is wrong is reported like everywhere else
        }
    }

    /** Writes a picture, and says in a line what it is. */
    private String write(WorkbenchSession session, ViewName name, PictureFormat format) {
        Theme colours = session.themeProperty().get();
        double pixels = scale == null ? 1 : scale;
        TakenPicture picture =
                HeadlessToolkit.await(
                        HeadlessToolkit.call(() -> {
                            session.latencies().reset(); // nobody moved a slider
                            return ViewPicture.take(
                                    session,
                                    name,
                                    new Dimension2D(width, height),
                                    drawn ->
                                            ViewExport.take(
                                                    drawn,
                                                    WorkbenchStyle.chartTheme(colours),
                                                    format,
                                                    pixels));
                        }));
        Map<String, String> provenance =
                HeadlessToolkit.call(() -> ViewProvenance.of(session, name));
        provenance.put(ViewProvenance.COMMAND, ShellWords.line(arguments()));
        picture.write(out, provenance);
        return name.cliName() + ", " + width + " x " + height;
    }

    private PictureFormat pictureFormat() {
        try {
            return PictureFormat.of(out);
        } catch (IllegalArgumentException complaint) {
            throw new UsageException(
                    "--out: " + complaint.getMessage() + "; for data in " + DataFormat.endings());
        }
    }

    private void refuseOptionsOfPictures() {
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptionsSet()) {
            if (ONLY_OF_PICTURES.contains(option.longestName())) {
                throw new UsageException(
                        option.longestName()
                                + " is for pictures; data have no size and no colours");
            }
        }
    }

    private List<String> arguments() {
        List<String> words = new ArrayList<>();
        words.add("sparsescope");
        words.addAll(spec.root().commandLine().getParseResult().originalArgs());
        return words;
    }

    private @Nullable PruningRequest pruning() {
        Double share = prunedShare;
        return share == null
                ? null
                : UsageException.parsing("--prune", () -> new PruningRequest(share));
    }

    /** What the help lists. */
    static final class ViewNames extends ArrayList<String> {
        ViewNames() {
            super(Arrays.stream(ViewName.values()).map(ViewName::cliName).toList());
        }
    }

    /**
     * Finds what is wrong with the model before the toolkit starts, so that it is reported like
     * everywhere else.
     *
     * @return what is known of the model then
     */
    private Checked check() {
        sparsity.checkLive();
        spontaneous.checkWithMean();
        try (Model model = ModelLoader.load(modelPath)) {
            if (layer < 0 || layer >= model.config().layerCount()) {
                throw new UsageException(
                        "--layer: the model has layers 0 to " + (model.config().layerCount() - 1));
            }
            return new Checked(model.config().layerCount(), spontaneous.use(model));
        }
    }

    private void checkPicture(PictureFormat format) {
        if (width < 64
                || height < 64
                || width > 16_384
                || height > 16_384
                || (scale != null && !(scale > 0 && scale <= 8))) {
            throw new UsageException(
                    "--width and --height must be 64 to 16384, --scale above 0 and at most 8");
        }
        if (scale != null && format != PictureFormat.PNG) {
            throw new UsageException("--scale is for PNG; vectors have none, give --width");
        }
    }

    /**
     * What was found in the model's files.
     *
     * @param layers of the model
     * @param spontaneous vectors that fit it
     */
    private record Checked(int layers, SpontaneousUse spontaneous) {}
}
