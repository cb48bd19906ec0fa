package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.Calibrator;
import io.sparsescope.engine.evaluation.EvaluatedRun;
import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.sweep.CellKey;
import io.sparsescope.engine.sweep.CellResult;
import io.sparsescope.engine.sweep.CellStore;
import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.sweep.SweepSummary;
import io.sparsescope.engine.tokenizer.StreamedWindows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes the cells of a sweep that are not in its directory yet.
 *
 * <p>Cells over one text are taken in groups of at most {@link #GROUP}, which share the dense run:
 * a larger group would save little of it (a seventh of the passes at six cells) and lose more when
 * the sweep is killed, since the cells of a group are finished together. Each is written before
 * anybody hears of it.
 */
public final class SweepWork implements SteppedWork {
    /** Cells of a group. */
    static final int GROUP = 6;

    /** Roughly, how long preparing a mean takes, in cells: two streams of three half passes. */
    private static final double MEANS_COST = 3;

    private final SweepInputs inputs;
    private final CellStore store;
    private final Calibrations calibrations;
    private final CellPreparation.Stores stores;
    private final SweepListener listener;
    private final Map<SweepCell, CellResult> done = new LinkedHashMap<>();
    private final List<SweepCell> waiting = new ArrayList<>();
    private final double cost;
    private final List<SweepCell> group = new ArrayList<>();
    private final List<CellPreparation.Prepared> prepared = new ArrayList<>();
    private double spent;
    private boolean told;
    private @Nullable Calibrator calibrator;
    private @Nullable Calibration calibration;
    private @Nullable CellPreparation preparation;
    private @Nullable StreamedWindows windows;
    private @Nullable Evaluator evaluator;

    /**
     * Looks which cells are done.
     *
     * @param inputs what the spec names
     * @param store the sweep's directory; stays open
     * @param cache where calibrations and greedy allocations are kept
     * @param listener hears of every cell
     */
    public SweepWork(SweepInputs inputs, CellStore store, Path cache, SweepListener listener) {
        this.inputs = inputs;
        this.store = store;
        this.calibrations = new Calibrations(cache);
        this.stores = new CellPreparation.Stores(new GreedyAllocations(cache), store.means());
        this.listener = listener;
        for (SweepCell cell : inputs.spec().cells()) {
            store.find(cell, inputs.key(cell))
                    .ifPresentOrElse(kept -> done.put(cell, kept), () -> waiting.add(cell));
        }
        this.cost = waiting.stream().mapToDouble(SweepWork::costOf).sum();
    }

    private static double costOf(SweepCell cell) {
        return cell.compensation() instanceof Compensation.Mean ? 1 + MEANS_COST : 1;
    }

    @Override
    public boolean step(CancelToken cancel) {
        cancel.throwIfCancelled();
        if (!told) {
            told = true;
            List.copyOf(done.values()).forEach(kept -> listener.cellFinished(kept, true));
            return !waiting.isEmpty();
        }
        if (group.isEmpty()) {
            begin();
            return true;
        }
        if (calibration == null && group.stream().anyMatch(cell -> !cell.isDense())) {
            calibrate(cancel);
            return true;
        }
        if (prepared.size() < runs().size()) {
            prepare(cancel);
            return true;
        }
        evaluate(cancel);
        return !group.isEmpty() || !waiting.isEmpty();
    }

    /** The next cells over one text. */
    private void begin() {
        String text = waiting.getFirst().text();
        while (!waiting.isEmpty()
                && waiting.getFirst().text().equals(text)
                && runs().size() < GROUP) {
            group.add(waiting.removeFirst());
        }
        listener.cellsBegun(List.copyOf(group));
    }

    /** The group without the dense model, which runs anyway. */
    private List<SweepCell> runs() {
        return group.stream().filter(cell -> !cell.isDense()).toList();
    }

    private void calibrate(CancelToken cancel) {
        Calibrator running = calibrator;
        if (running == null) {
            calibration = calibrations.find(inputs.calibration()).orElse(null);
            if (calibration == null) {
                calibrator =
                        new Calibrator(
                                inputs.network().pass(),
                                inputs.calibrationWindows(),
                                inputs.calibration());
            }
        } else if (!running.step(cancel)) {
            Calibration made = running.result();
            calibrations.keep(made);
            calibration = made;
        }
    }

    private void prepare(CancelToken cancel) {
        CellPreparation running = preparation;
        if (running == null) {
            running =
                    new CellPreparation(
                            inputs,
                            Objects.requireNonNull(calibration),
                            runs().get(prepared.size()),
                            stores);
            preparation = running;
        }
        if (!running.step(cancel)) {
            prepared.add(running.result());
            spent += costOf(running.result().cell()) - 1;
            running.close();
            preparation = null;
        }
    }

    private void evaluate(CancelToken cancel) {
        Evaluator running = evaluator;
        if (running == null) {
            StreamedWindows text = inputs.windows(group.getFirst().text());
            windows = text;
            running =
                    new Evaluator(
                            inputs.network().pass(),
                            text,
                            prepared.stream().map(CellPreparation.Prepared::evaluated).toList());
            evaluator = running;
        }
        if (!running.step(cancel)) {
            finish(running);
        }
    }

    private void finish(Evaluator finished) {
        int count = Objects.requireNonNull(windows).count();
        List<EvaluatedRun> runs = finished.runs();
        for (SweepCell cell : List.copyOf(group)) {
            if (cell.isDense()) {
                keep(cell, finished.denseRun(), count, "", List.of());
            }
        }
        for (int index = 0; index < prepared.size(); index++) {
            CellPreparation.Prepared each = prepared.get(index);
            keep(each.cell(), runs.get(index), count, each.vectors(), each.warnings());
        }
        spent += group.size();
        finished.close();
        evaluator = null;
        group.clear();
        prepared.clear();
    }

    private void keep(
            SweepCell cell, EvaluatedRun run, int count, String vectors, List<String> warnings) {
        CellKey key = inputs.key(cell);
        CellResult result = new CellResult(cell, key, run, count, vectors, warnings);
        store.keep(result);
        done.put(cell, result);
        listener.cellFinished(result, false);
    }

    /** The cells that are done so far, side by side. */
    public SweepSummary summary() {
        List<CellResult> inOrder =
                inputs.spec().cells().stream()
                        .map(done::get)
                        .filter(Objects::nonNull)
                        .filter(result -> done.containsKey(SweepCell.dense(result.cell().text())))
                        .toList();
        return SweepSummary.of(inOrder, inputs.reads(), inputs.spec().seed());
    }

    /** Cells that are done. */
    public int doneCount() {
        return done.size();
    }

    /** Cells of the whole sweep. */
    public int cellCount() {
        return inputs.spec().cells().size();
    }

    @Override
    public String description() {
        return "Sweeping";
    }

    /** Share of what was left to do when the sweep began, in [0, 1]. */
    @Override
    public double progress() {
        Evaluator running = evaluator;
        double now = running == null ? 0 : running.progress() * group.size();
        return cost == 0 ? 1 : (spent + now) / cost;
    }

    @Override
    public void close() {
        if (calibrator != null) {
            calibrator.close();
            calibrator = null;
        }
        if (preparation != null) {
            preparation.close();
            preparation = null;
        }
        if (evaluator != null) {
            evaluator.close();
            evaluator = null;
        }
    }
}
