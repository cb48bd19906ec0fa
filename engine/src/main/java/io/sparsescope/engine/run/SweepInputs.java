package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.CalibrationProvenance;
import io.sparsescope.engine.evaluation.WeightReads;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.sweep.CellKey;
import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.sweep.SweepProvenance;
import io.sparsescope.engine.sweep.SweepSpec;
import io.sparsescope.engine.tokenizer.LongText;
import io.sparsescope.engine.tokenizer.StreamedWindows;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import io.sparsescope.engine.tokenizer.WindowCount;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a sweep's spec names, opened and checked for one model, so that what is wrong is
 * found before the first hour of work.
 */
public final class SweepInputs {
    private final Network network;
    private final SweepSpec spec;
    private final List<TextSource> calibrating;
    private final TokenWindows calibrationWindows;
    private final CalibrationProvenance calibration;
    private final String tokenizerHash;
    private final Map<String, List<LongText>> texts = new HashMap<>();
    private final Map<String, String> textHashes = new HashMap<>();
    private final SweepFileSet files;

    /**
     * Opens what a spec names.
     *
     * @param network the model
     * @param spec what is asked for, texts and calibration included
     * @param base what the spec's paths are relative to
     * @param texts of each name in the spec, instead of its files; empty to open those
     * @param calibrating texts that thresholds come from
     * @throws io.sparsescope.engine.format.BadInputException when a file is missing or unsound
     * @throws IllegalArgumentException when a text fills no window, or means are asked for and the
     *     calibration has only one window
     */
    public SweepInputs(
            Network network,
            SweepSpec spec,
            Path base,
            Map<String, List<LongText>> texts,
            List<TextSource> calibrating) {
        this.network = network;
        this.spec = spec;
        this.calibrating = List.copyOf(calibrating);
        requireContext(network.model().config());
        this.calibrationWindows =
                TokenWindows.of(calibrating, network.tokenizer(), spec.window(), spec.windows());
        this.calibration = Calibrations.provenance(network, calibrating, calibrationWindows);
        this.tokenizerHash = SweepFileSet.hash(network.tokenizer().file());
        for (var text : spec.texts()) {
            List<LongText> opened = texts.get(text.name());
            if (opened == null) {
                opened =
                        text.files().stream()
                                .map(file -> LongText.open(base.resolve(file)))
                                .toList();
            }
            open(text.name(), opened);
        }
        this.files = new SweepFileSet(network.model(), base);
        for (SweepCell cell : spec.cells()) {
            files.open(cell);
            if (cell.compensation() instanceof Compensation.Mean mean) {
                requireMeans(mean);
            }
        }
    }

    private void requireContext(ModelConfig config) {
        if (spec.window() > config.contextLength()) {
            throw new IllegalArgumentException(
                    "a window of "
                            + spec.window()
                            + " is more than the model's context of "
                            + config.contextLength());
        }
    }

    private void open(String name, List<LongText> text) {
        texts.put(name, text);
        textHashes.put(name, LongText.hash(text));
        windows(name).close(); // that there is one
    }

    private void requireMeans(Compensation.Mean mean) {
        if (calibrationWindows.count() < 2) {
            throw new IllegalArgumentException(
                    "means need at least 2 windows of calibration text, one of them to judge them:"
                            + " give a longer text or a smaller window");
        }
        if (mean.setting().skippedPositions() >= spec.window()) {
            throw new IllegalArgumentException(
                    "means that skip "
                            + mean.setting().skippedPositions()
                            + " positions have none left of a window of "
                            + spec.window());
        }
    }

    /** What a cell's figures depend on. */
    public CellKey key(SweepCell cell) {
        SortedMap<String, String> parts = new TreeMap<>();
        parts.put("arithmetic", CellKey.ARITHMETIC);
        parts.put(CellKey.BACKEND, network.pass().backend());
        parts.put(CellKey.MODEL, network.model().summary().hash());
        parts.put("tokenizerHash", tokenizerHash);
        parts.put(CellKey.TEXT, Objects.requireNonNull(textHashes.get(cell.text())));
        parts.put(CellKey.WINDOW, String.valueOf(spec.window()));
        parts.put("windows", WindowCount.words(spec.windows()));
        parts.put("method", cell.methodName());
        if (!cell.isDense()) {
            parts.put(CellKey.CALIBRATION, calibration.textHash());
            parts.put("level", String.valueOf(cell.level()));
            parts.put("positions", cell.positions().cliName());
            parts.put("allocation", files.contentOf(cell.allocation()));
            parts.put("compensation", compensation(cell.compensation()));
        }
        return new CellKey(parts);
    }

    /** By content: how means are taken, or the files' hashes. */
    private String compensation(Compensation compensation) {
        return switch (compensation) {
            case Compensation.None _ -> "none";
            case Compensation.Mean mean -> mean.setting().toString();
            case Compensation.Vectors vectors ->
                    vectors.files().stream().map(files::contentOf).sorted().toList()
                            + " interpolated "
                            + vectors.interpolated()
                            + " strength "
                            + vectors.strength()
                            + " at "
                            + vectors.scopes();
        };
    }

    /** The cell's setting; a greedy allocation is not yet a table. */
    SparsitySetting setting(SweepCell cell) {
        return new SparsitySetting(cell.method(), cell.level(), cell.positions())
                .withAllocation(files.allocation(cell.allocation()));
    }

    /** The sets of vectors of a compensation. */
    SpontaneousSets sets(Compensation.Vectors vectors) {
        return files.sets(vectors);
    }

    /** The windows of a text, from the first. */
    StreamedWindows windows(String text) {
        return StreamedWindows.open(
                Objects.requireNonNull(texts.get(text)),
                network.tokenizer(),
                spec.window(),
                spec.windows());
    }

    /** The model. */
    public Network network() {
        return network;
    }

    /** What is asked for. */
    public SweepSpec spec() {
        return spec;
    }

    /** What a token reads at least. */
    public WeightReads reads() {
        return WeightReads.of(network.model());
    }

    /**
     * Where the figures come from.
     *
     * @param version Sparsescope's
     */
    public SweepProvenance provenance(String version) {
        return new SweepProvenance(
                network.model().summary().name(), calibration.textNames(), version);
    }

    /** The texts that thresholds come from. */
    List<TextSource> calibrating() {
        return calibrating;
    }

    /** Their windows. */
    TokenWindows calibrationWindows() {
        return calibrationWindows;
    }

    /** What their calibration says of itself. */
    CalibrationProvenance calibration() {
        return calibration;
    }
}
