package io.sparsescope.engine.sweep;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a sweep is asked to do; {@link SweepSpecFile} reads and writes it.
 *
 * @param texts what is scored; empty where they are named elsewhere
 * @param calibration files that thresholds and means come from; empty for the model's own
 * @param window positions in a window
 * @param windows windows at most, of a text and of the calibration; {@link
 *     io.sparsescope.engine.tokenizer.WindowCount#ALL} for all
 * @param seed of the bootstrap
 * @param grids their union is run; what several ask for is run once
 */
public record SweepSpec(
        List<SweepText> texts,
        List<String> calibration,
        int window,
        int windows,
        long seed,
        List<SweepGrid> grids) {
    /** When a spec does not say. */
    public static final int DEFAULT_WINDOW = 256;

    /** When a spec does not say. */
    public static final int DEFAULT_WINDOWS = 64;

    public SweepSpec {
        texts = List.copyOf(texts);
        calibration = List.copyOf(calibration);
        grids = List.copyOf(grids);
        if (window < 2 || windows < 1) {
            throw new IllegalArgumentException("window must be at least 2 and windows at least 1");
        }
        if (grids.isEmpty()) {
            throw new IllegalArgumentException("a sweep needs at least one grid");
        }
        if (texts.stream().map(SweepText::name).distinct().count() < texts.size()) {
            throw new IllegalArgumentException("two texts have the same name");
        }
    }

    /** The same over other texts. */
    public SweepSpec withTexts(List<SweepText> others) {
        return new SweepSpec(others, calibration, window, windows, seed, grids);
    }

    /** The same with thresholds from other texts. */
    public SweepSpec withCalibration(List<String> others) {
        return new SweepSpec(texts, others, window, windows, seed, grids);
    }

    /**
     * Every cell once, text by text, the dense model first.
     *
     * @throws IllegalStateException when there are no texts
     */
    public List<SweepCell> cells() {
        if (texts.isEmpty()) {
            throw new IllegalStateException("the sweep has no texts yet");
        }
        LinkedHashSet<SweepCell> cells = new LinkedHashSet<>();
        for (SweepText text : texts) {
            cells.add(SweepCell.dense(text.name()));
            grids.forEach(grid -> cells.addAll(grid.cells(text.name())));
        }
        return new ArrayList<>(cells);
    }
}
