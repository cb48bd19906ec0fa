package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.CalibrationFile;
import io.sparsescope.engine.calibration.CalibrationProvenance;
import io.sparsescope.engine.calibration.Calibrator;
import io.sparsescope.engine.calibration.ModelStatistics;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes calibrations, and keeps them in a directory so that the next start has them at once. */
public final class Calibrations {
    /** Enough for thresholds that move by less than a slider step, and seconds on a laptop. */
    private static final int DEFAULT_WINDOWS = 16;

    private static final int DEFAULT_WINDOW = 256;

    private final KeptFiles<CalibrationProvenance, Calibration> files;

    /** Creates the store; the directory is made when it is first written to. */
    public Calibrations(Path directory) {
        files =
                new KeptFiles<>(
                        directory,
                        "",
                        CalibrationFile::read,
                        (file, made) -> CalibrationFile.write(file, made, SparsityPlan.DENSE),
                        Calibration::provenance);
    }

    /** The windows that a model is calibrated on when nothing else was asked for. */
    public static TokenWindows windows(Network network, List<TextSource> texts) {
        int window = Math.min(DEFAULT_WINDOW, network.model().config().contextLength());
        return TokenWindows.of(texts, network.tokenizer(), window, DEFAULT_WINDOWS);
    }

    /**
     * What a calibration of these windows would say of itself.
     *
     * @param network the model
     * @param texts where the windows come from
     * @param windows the windows
     */
    public static CalibrationProvenance provenance(
            Network network, List<TextSource> texts, TokenWindows windows) {
        return new CalibrationProvenance(
                network.model().summary().hash(),
                TextSource.hash(texts),
                texts.stream().map(TextSource::name).collect(Collectors.joining(", ")),
                windows.windows().getFirst().length,
                windows.count(),
                ModelStatistics.DEFAULT_SKIPPED_POSITIONS);
    }

    /** A calibrator over some texts. */
    public static Calibrator calibrator(
            Network network, List<TextSource> texts, TokenWindows windows) {
        return new Calibrator(network.pass(), windows, provenance(network, texts, windows));
    }

    /**
     * A kept calibration with the same provenance; a file that cannot be read is as good as none.
     */
    public Optional<Calibration> find(CalibrationProvenance provenance) {
        return files.find(provenance);
    }

    /**
     * Keeps a calibration; that it cannot be written costs time at the next start, nothing else.
     */
    public void keep(Calibration calibration) {
        files.keep(calibration);
    }
}
