package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.AllocationFile;
import io.sparsescope.engine.category.CategoryFile;
import io.sparsescope.engine.category.CategoryPrompt;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.spontaneous.SpontaneousFile;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.tokenizer.TextSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live engine: one lane owns one open model, answers the newest request and runs one generation
 * and one job beside it.
 *
 * <p>Public methods may be called from any thread; everything else happens on the lane.
 */
public final class Engine implements LiveEngine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** While the hand moves, previews come at most this often: faster than that nobody sees. */
    private static final long PREVIEW_INTERVAL_NANOS = 33_000_000;

    /**
     * While the hand moves, runs begin at least this long after the one before: between them the
     * window has the cores to itself and masks follow the hand at once.
     */
    private static final long RUN_INTERVAL_NANOS = 120_000_000;

    /** A run that was superseded by another level is given up after this long. */
    private static final long PATIENCE_NANOS = 500_000_000;

    private final EngineListener listener;
    private final EngineLane lane;
    private final EngineOptions options;

    private final AtomicReference<@Nullable RunRequest> newest = new AtomicReference<>();
    private volatile CancelToken liveCancel = CancelToken.none();
    private volatile CancelToken jobCancel = CancelToken.none();
    private volatile @Nullable CancelToken opening; // null when none is under way
    private volatile CancelToken generationCancel = CancelToken.none();
    private volatile @Nullable GenerationSteps generation; // the newest
    private volatile long liveStart;
    private @Nullable LiveModel model; // this and what follows is touched by the lane only
    private @Nullable RunRequest answered;
    private @Nullable RunRequest previewed;
    private @Nullable Object preparing; // the purpose of the work under way
    private @Nullable CancelToken preparingCancel;
    private @Nullable RunRequest awaiting;
    private long previewedAt;
    private long ranAt;

    /**
     * Creates an engine without a model.
     *
     * @param listener hears everything, on the lane's thread
     * @param lane runs everything; the engine closes it
     * @param options surroundings
     */
    public Engine(EngineListener listener, EngineLane lane, EngineOptions options) {
        this.listener = listener;
        this.lane = lane;
        this.options = options;
    }

    @Override
    public void open(Path path) {
        startOpening(path, List::of);
    }

    @Override
    public void calibrate(CalibrationChoice choice) {
        withModel(
                "choosing calibration texts",
                open -> {
                    Path path = open.network().model().summary().directory();
                    startOpening(
                            path, () -> choice.texts().stream().map(TextSource::read).toList());
                });
    }

    @Override
    public void readAllocation(Path file) {
        withModel(
                "importing a table of levels",
                open -> {
                    int layers = open.network().model().config().layerCount();
                    var table = AllocationFile.read(file, layers);
                    String name = String.valueOf(file.getFileName());
                    listener.allocationRead(new Allocation.Table(name, table));
                });
    }

    @Override
    public void readVectors(Path file) {
        withModel("reading vectors", open -> listener.vectorsRead(open.readVectors(file), file));
    }

    @Override
    public void restoreVectors(List<Path> files) {
        withModel(
                "reading vectors",
                open -> {
                    files.forEach(
                            file -> open.readOne(file, listener::vectorsRead, listener::failed));
                    listener.vectorsRestored();
                });
    }

    @Override
    public void saveVectors(SpontaneousVectors vectors, Path file) {
        withModel("saving vectors", _ -> SpontaneousFile.write(file, vectors));
    }

    @Override
    public void train(TrainingOrder order) {
        withModel("training", open -> lane.enqueue(new TrainingJob(order, open, newJob())));
    }

    @Override
    public void fold(Intervention intervention, Path directory) {
        withModel(
                "folding",
                open ->
                        runJob(
                                () -> new FoldingWork(open, intervention, directory),
                                work -> listener.folded(directory, work.difference())));
    }

    @Override
    public void measureEffects(Intervention intervention) {
        withModel(
                "measuring what vectors are worth",
                open ->
                        runJob(
                                () -> new EffectsWork(intervention, open),
                                work -> listener.effectsMeasured(work.result())));
    }

    @Override
    public void measureContributions(Intervention intervention) {
        withModel(
                "measuring what projections contribute",
                open ->
                        runJob(
                                () -> new ContributionsWork(intervention, open),
                                work -> listener.contributionsMeasured(work.result())));
    }

    @Override
    public void measureSpeed(Intervention intervention) {
        withModel(
                "measuring speed",
                open -> {
                    requirePrepared(intervention, open);
                    lane.enqueue(new SpeedJob(intervention, open, newJob()));
                });
    }

    @Override
    public void readSweep(Path directory) {
        withModel(
                "reading a sweep",
                open ->
                        listener.swept(
                                SweepUpdate.read(directory, open.network().model().summary())));
    }

    @Override
    public void compareCategories(CategoryOrder order) {
        withModel(
                "comparing prompts",
                open -> {
                    requirePrepared(order.intervention(), open);
                    var planned = open.planning().plan(order.intervention());
                    List<CategoryPrompt> prompts = CategoryFile.read(order.prompts());
                    runJob(
                            () ->
                                    new CategoryWork(
                                            open.network(), planned.plan(), prompts, order.words()),
                            work ->
                                    listener.categoriesCompared(
                                            new CategoryComparison(
                                                    order,
                                                    CategoryFile.hash(prompts),
                                                    planned.spontaneous(),
                                                    work.result())));
                });
    }

    /** Figures for vectors of another level, or for none, would be taken for those asked for. */
    private static void requirePrepared(Intervention intervention, LiveModel open) {
        open.planning()
                .missingWhenSettled(intervention)
                .ifPresent(missing -> {
                    throw new IllegalArgumentException(
                            missing.words() + " Measure once the prompt was run with it.");
                });
    }

    @Override
    public void sweep(SweepOrder order) {
        withModel("a sweep", open -> lane.enqueue(new SweepJob(order, open, newJob())));
    }

    /** Does something short with the open model on the lane; a failure is told. */
    private void withModel(String purpose, Consumer<LiveModel> action) {
        lane.enqueue(() -> {
            LiveModel open = model;
            if (open == null) {
                listener.failed("Open a model before " + purpose + ".");
                return false;
            }
            try {
                action.accept(open);
            } catch (RuntimeException failure) {
                Failures.log(LOG, purpose, failure);
                listener.failed(Failures.describe(failure));
            }
            return false;
        });
    }

    /**
     * Cancels the job that may be running; the token is the next one's. The lane and the window may
     * begin jobs at the same moment.
     */
    private synchronized CancelToken newJob() {
        jobCancel.cancel();
        CancelToken cancel = new CancelToken();
        jobCancel = cancel;
        return cancel;
    }

    /** Does work as the lane's job, in place of the one that may be running. */
    private <W extends SteppedWork> void runJob(Supplier<W> beginning, Consumer<W> finish) {
        lane.enqueue(
                new WorkJob<>(listener, beginning, newJob()) {
                    @Override
                    void finished(W work) {
                        finish.accept(work);
                    }
                });
    }

    private void startOpening(Path path, Supplier<List<TextSource>> texts) {
        CancelToken cancel = newJob();
        opening = cancel;
        lane.enqueue(new OpeningJob(path, texts, cancel));
    }

    /** Whether the model that is open is about to be replaced. */
    private boolean isOpening() {
        CancelToken underWay = opening;
        return underWay != null && !underWay.isCancelled();
    }

    @Override
    public void submit(RunRequest request) {
        RunRequest previous = newest.getAndSet(request);
        if (request.equals(previous)) {
            return;
        }
        if (previous != null && isPointless(previous, request)) {
            liveCancel.cancel();
        }
        lane.live(this::answerNewest);
    }

    /**
     * A run for another prompt is of no use any more. One for another level is finished and shown,
     * so that the picture moves with the hand, unless it takes long.
     */
    private boolean isPointless(RunRequest running, RunRequest wanted) {
        return !running.prompt().equals(wanted.prompt())
                || (!running.sameRun(wanted) && System.nanoTime() - liveStart > PATIENCE_NANOS);
    }

    private void answerNewest() {
        RunRequest request = newest.get();
        LiveModel open = model;
        if (request == null || open == null || request.equals(answered)) {
            return; // without a model it is asked again when one is open
        }
        boolean settled = request.fidelity() == RunRequest.Fidelity.FULL;
        var missing =
                settled
                        ? open.planning().missingWhenSettled(request.intervention())
                        : open.planning().missing(request.intervention());
        if (missing.isPresent()) {
            await(request, missing.get(), open);
            return;
        }
        if (request.fidelity() == RunRequest.Fidelity.PREVIEW && !isTimeToRun(request, open)) {
            return; // a newer request waits
        }
        CancelToken cancel = new CancelToken(() -> previewNewest(open));
        liveStart = System.nanoTime();
        ranAt = liveStart;
        liveCancel = cancel;
        try {
            open.answer(request, cancel, listener::answered);
            answered = request;
        } catch (CancellationException _) {
            LOG.debug("A run was superseded by another prompt");
        } catch (RuntimeException failure) {
            Failures.log(LOG, "A run", failure);
            listener.answered(new RunOutcome.RunFailure(request, Failures.describe(failure)));
        }
    }

    /** Begins the work that a request waits for; the request is answered when it is done. */
    private void await(RunRequest request, Preparation<?> missing, LiveModel open) {
        answered = request;
        awaiting = request;
        listener.answered(new RunOutcome.RunPending(request, missing.words()));
        if (!isOpening()) { // it would take the place of the opening that the user asked for
            prepare(missing, open);
        }
    }

    /**
     * Does the work as the lane's job, in place of another one; once, however often it is asked.
     */
    private <W extends SteppedWork> void prepare(Preparation<W> missing, LiveModel open) {
        if (!missing.purpose().equals(preparing)) {
            CancelToken cancel = newJob();
            preparing = missing.purpose();
            preparingCancel = cancel;
            lane.enqueue(new PreparationJob<>(missing, open, cancel));
        }
    }

    @Override
    public void prune(PruningRequest request) {
        withModel(
                "pruning",
                open ->
                        open.planning()
                                .found(request)
                                .ifPresentOrElse(
                                        listener::pruned,
                                        () -> prepare(open.planning().pruning(request), open)));
    }

    /**
     * Shows the masks of a request of the moving hand and rests until its run may begin; false when
     * a newer request came meanwhile.
     */
    private boolean isTimeToRun(RunRequest request, LiveModel open) {
        previewNewest(open);
        long left = ranAt + RUN_INTERVAL_NANOS - System.nanoTime();
        while (left > 0 && request.equals(newest.get())) {
            previewNewest(open);
            lane.rest(Math.min(left, PREVIEW_INTERVAL_NANOS));
            left = ranAt + RUN_INTERVAL_NANOS - System.nanoTime();
        }
        return request.equals(newest.get());
    }

    /**
     * Shows the masks of the newest request of the moving hand, also between the layers of a run,
     * so that they keep up with the hand whatever a run takes.
     */
    private void previewNewest(LiveModel open) {
        RunRequest request = newest.get();
        long now = System.nanoTime();
        if (request != null
                && !request.equals(previewed)
                && request.fidelity() == RunRequest.Fidelity.PREVIEW
                && now - previewedAt > PREVIEW_INTERVAL_NANOS) {
            previewed = request;
            previewedAt = now;
            try {
                open.preview(request).ifPresent(listener::answered);
            } catch (IllegalArgumentException refused) {
                LOG.debug("No preview, the run will say why", refused);
            }
        }
    }

    @Override
    public void generate(GenerationRequest request) {
        generationCancel.cancel();
        CancelToken cancel = new CancelToken();
        generationCancel = cancel;
        var steps = new GenerationSteps(request, listener, new GenerationOwner(), cancel);
        generation = steps;
        lane.enqueue(steps);
    }

    @Override
    public void stopGeneration() {
        generationCancel.cancel();
    }

    @Override
    public void cancelJob() {
        jobCancel.cancel();
        GenerationSteps latest = generation;
        if (latest != null && latest.isShownAsJob()) {
            generationCancel.cancel();
        }
    }

    @Override
    public void close() {
        liveCancel.cancel();
        jobCancel.cancel();
        generationCancel.cancel();
        lane.close();
        replaceModel(null); // the lane's thread is gone
    }

    private void replaceModel(@Nullable LiveModel next) {
        LiveModel previous = model;
        model = next;
        if (previous != null) {
            previous.close();
        }
    }

    private void adoptModel(LiveModel opened) {
        generationCancel.cancel(); // it belongs to the model before
        replaceModel(opened);
        answered = null;
        listener.modelOpened(opened.network().model().summary());
        opened.bundledVectors(listener::vectorsRead, listener::failed);
        lane.live(this::answerNewest);
    }

    /** An opening as the lane's job; what waited for it is asked again, of whichever model. */
    private final class OpeningJob extends WorkJob<Opening> {
        private final CancelToken cancel;

        OpeningJob(Path path, Supplier<List<TextSource>> texts, CancelToken cancel) {
            super(listener, () -> new Opening(path, options, texts.get()), cancel);
            this.cancel = cancel;
        }

        @Override
        void finished(Opening work) {
            over();
            adoptModel(work.result());
        }

        @Override
        void stopped(String reason) {
            over();
            super.stopped(reason);
            if (awaiting != null) {
                awaiting = null;
                answered = null;
                lane.live(Engine.this::answerNewest);
            }
        }

        private void over() {
            if (opening == cancel) {
                opening = null;
            }
        }
    }

    /** A sweep as the lane's job; cancelled, its tables hold what is done. */
    private final class SweepJob extends WorkJob<LiveSweepWork> {
        SweepJob(SweepOrder order, LiveModel open, CancelToken cancel) {
            super(
                    listener,
                    () -> new LiveSweepWork(order, open.network(), options, listener::swept),
                    cancel);
        }

        @Override
        void finished(LiveSweepWork work) {
            work.writeTables();
            listener.swept(work.update(true));
        }

        @Override
        void cancelled(LiveSweepWork work) {
            finished(work);
        }
    }

    /** A measurement of speed as the lane's job; cancelled, it tells the rounds that are done. */
    private final class SpeedJob extends WorkJob<SpeedWork> {
        SpeedJob(Intervention intervention, LiveModel open, CancelToken cancel) {
            super(
                    listener,
                    () -> new SpeedWork(intervention, open, listener::speedMeasured),
                    cancel);
        }

        @Override
        void finished(SpeedWork work) {
            work.tellLast();
        }

        @Override
        void cancelled(SpeedWork work) {
            work.tellLast();
        }
    }

    /** A training as the lane's job; cancelled, it hands out the best so far. */
    private final class TrainingJob extends WorkJob<TrainingWork> {
        TrainingJob(TrainingOrder order, LiveModel open, CancelToken cancel) {
            super(listener, () -> new TrainingWork(order, open, listener::trained), cancel);
        }

        @Override
        void finished(TrainingWork work) {
            listener.trained(work.update(true));
        }

        /** Before its first point there is nothing to hand out. */
        @Override
        void cancelled(TrainingWork work) {
            if (work.hasBegun()) {
                listener.trained(work.update(true));
            }
        }
    }

    /** A preparation as the lane's job; what awaits it hears how it ended. */
    private final class PreparationJob<W extends SteppedWork> extends WorkJob<W> {
        private final Preparation<W> preparation;
        private final LiveModel open;
        private final CancelToken cancel;

        PreparationJob(Preparation<W> preparation, LiveModel open, CancelToken cancel) {
            super(listener, preparation.work(), cancel);
            this.preparation = preparation;
            this.open = open;
            this.cancel = cancel;
        }

        @Override
        void finished(W work) {
            if (open == model) {
                preparation.adoption().accept(work);
                if (preparation.purpose() instanceof PruningRequest request) {
                    open.planning().found(request).ifPresent(listener::pruned);
                }
                if (awaiting != null) {
                    awaiting = null;
                    answered = null;
                    lane.live(Engine.this::answerNewest);
                }
            }
        }

        /** What waited can be asked again. */
        @Override
        void stopped(String reason) {
            RunRequest waiting = awaiting;
            if (preparingCancel != cancel
                    || waiting == null) { // newer work is under way, or none waits
                super.stopped(reason);
                return;
            }
            awaiting = null;
            answered = null;
            newest.compareAndSet(waiting, null);
            listener.answered(
                    new RunOutcome.RunFailure(waiting, reason + " Run again to start anew."));
        }

        @Override
        public void abandon() {
            super.abandon();
            if (preparingCancel == cancel) {
                preparing = null;
            }
        }
    }

    /** What a generation sees of the engine. */
    private final class GenerationOwner implements GenerationSteps.Owner {
        @Override
        public @Nullable LiveModel model() {
            return model;
        }

        @Override
        public boolean isComing(Preparation<?> missing, LiveModel open, boolean begin) {
            if (begin && !isOpening()) {
                prepare(missing, open);
            }
            return missing.purpose().equals(preparing);
        }
    }
}
