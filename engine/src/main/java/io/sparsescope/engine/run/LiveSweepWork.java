package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.sweep.CellResult;
import io.sparsescope.engine.sweep.CellStore;
import io.sparsescope.engine.sweep.SweepFiles;
import io.sparsescope.engine.sweep.SweepSpec;
import io.sparsescope.engine.sweep.SweepText;
import io.sparsescope.engine.tokenizer.LongText;
import io.sparsescope.engine.tokenizer.TextSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A sweep of the open model, told of cell by cell; at its end the tables are written. */
final class LiveSweepWork implements SteppedWork, SweepListener {
    private static final String TEXT = "text";

    private final SweepOrder order;
    private final Consumer<SweepUpdate> told;
    private final String version;
    private final SweepInputs inputs;
    private final CellStore store;
    private final SweepWork work;

    /**
     * Opens the texts and the directory.
     *
     * @param order what to sweep
     * @param network the open model
     * @param options surroundings
     * @param told hears of every finished cell
     * @throws io.sparsescope.engine.format.BadInputException when a file is missing or unsound
     * @throws IllegalArgumentException when a text fills no window
     */
    LiveSweepWork(
            SweepOrder order, Network network, EngineOptions options, Consumer<SweepUpdate> told) {
        this.order = order;
        this.told = told;
        this.version = options.version();
        List<LongText> scored =
                order.texts().isEmpty()
                        ? options.evaluationTexts().get().stream().map(LongText::of).toList()
                        : order.texts().stream().map(LongText::open).toList();
        List<TextSource> calibrating =
                order.calibration().isEmpty()
                        ? options.calibrationTexts().apply(network.model().summary())
                        : order.calibration().stream().map(TextSource::read).toList();
        SweepSpec spec =
                order.spec()
                        .withTexts(
                                List.of(
                                        new SweepText(
                                                TEXT,
                                                scored.stream().map(LongText::name).toList())))
                        .withCalibration(calibrating.stream().map(TextSource::name).toList());
        this.inputs =
                new SweepInputs(
                        network,
                        spec,
                        order.directory().toAbsolutePath(),
                        Map.of(TEXT, scored),
                        calibrating);
        this.store = CellStore.open(order.directory());
        this.work = new SweepWork(inputs, store, options.calibrationCache(), this);
    }

    @Override
    public void cellFinished(CellResult result, boolean kept) {
        told.accept(update(false));
    }

    /** How far it is. */
    SweepUpdate update(boolean over) {
        return new SweepUpdate(order, work.cellCount(), work.summary(), over);
    }

    /** Writes the tables of what is done. */
    void writeTables() {
        SweepFiles.write(
                store.directory(),
                inputs.spec(),
                work.summary(),
                inputs.reads(),
                inputs.provenance(version));
    }

    @Override
    public boolean step(CancelToken cancel) {
        return work.step(cancel);
    }

    @Override
    public String description() {
        return work.description()
                + ", cell "
                + Math.min(work.doneCount() + 1, work.cellCount())
                + " of "
                + work.cellCount();
    }

    @Override
    public double progress() {
        return work.progress();
    }

    @Override
    public void close() {
        work.close();
        store.close();
    }
}
