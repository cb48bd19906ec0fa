package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.CalibrationProvenance;
import io.sparsescope.engine.calibration.Calibrator;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens a model and calibrates it, step by step; until it is done nothing else knows the model. */
final class Opening implements SteppedWork {
    private final Path path;
    private final EngineOptions options;
    private final Calibrations calibrations;
    private final List<TextSource> chosenTexts;
    private @Nullable Network network;
    private @Nullable Calibrator calibrator;
    private @Nullable TokenWindows calibrationWindows;
    private @Nullable LiveModel result;

    /**
     * Prepares to open.
     *
     * @param path a model directory or a file in one
     * @param options surroundings
     * @param chosenTexts calibration texts; empty for the options' own
     */
    Opening(Path path, EngineOptions options, List<TextSource> chosenTexts) {
        this.path = path;
        this.options = options;
        this.calibrations = new Calibrations(options.calibrationCache());
        this.chosenTexts = chosenTexts;
    }

    /**
     * Loads at the first step, then calibrates a window at each; returns false when the model is
     * ready.
     */
    @Override
    public boolean step(CancelToken cancel) {
        cancel.throwIfCancelled();
        Network opened = network;
        if (opened == null) {
            opened = Network.open(path, options.limits());
            network = opened;
            return prepare(opened);
        }
        Calibrator running = java.util.Objects.requireNonNull(calibrator);
        if (running.step(cancel)) {
            return true;
        }
        Calibration calibration = running.result();
        calibrations.keep(calibration);
        finish(opened, calibration);
        return false;
    }

    private boolean prepare(Network opened) {
        List<TextSource> texts =
                chosenTexts.isEmpty()
                        ? options.calibrationTexts().apply(opened.model().summary())
                        : chosenTexts;
        TokenWindows windows = Calibrations.windows(opened, texts);
        CalibrationProvenance provenance = Calibrations.provenance(opened, texts, windows);
        calibrationWindows = windows;
        var kept = calibrations.find(provenance);
        if (kept.isPresent()) {
            finish(opened, kept.get());
            return false;
        }
        calibrator = new Calibrator(opened.pass(), windows, provenance);
        return true;
    }

    private void finish(Network opened, Calibration calibration) {
        var greedy = new GreedyAllocations(options.calibrationCache());
        var windows = java.util.Objects.requireNonNull(calibrationWindows);
        result = new LiveModel(opened, calibration, options.version(), windows, greedy);
        network = null;
    }

    /** The model, once {@link #step} has returned false; the caller owns it. */
    LiveModel result() {
        return java.util.Objects.requireNonNull(result);
    }

    @Override
    public String description() {
        return (network == null ? "Opening " : "Calibrating ") + path.getFileName();
    }

    @Override
    public double progress() {
        Calibrator running = calibrator;
        return running == null ? -1 : running.progress();
    }

    @Override
    public void close() {
        if (calibrator != null) {
            calibrator.close();
        }
        if (network != null) {
            network.close();
        }
    }
}
