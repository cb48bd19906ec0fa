package io.sparsescope.engine.run;

import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.tokenizer.TextSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live engine: one lane owns one open model, answers the newest request and runs one generation and one job beside it.
 *
 * <p>Public methods may be called from any thread; everything else happens on the lane.
 */
public final class Engine implements LiveEngine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** A sparse run longer than this would make the masks lag behind the hand. */
    private static final double SLOW_RUN_MILLIS = 250;

    private final EngineListener listener;
    private final EngineLane lane;
    private final EngineOptions options;

    private volatile @Nullable RunRequest newest;
    private volatile CancelToken liveCancel = CancelToken.none();
    private volatile CancelToken jobCancel = CancelToken.none();
    private volatile CancelToken generationCancel = CancelToken.none();
    private volatile boolean slowRuns;
    private @Nullable LiveModel model; // this and what follows is touched by the lane only
    private @Nullable RunRequest answered;

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
        lane.enqueue(() -> {
            LiveModel open = model;
            if (open == null) {
                listener.failed("Open a model before choosing calibration texts.");
            } else {
                Path path = open.network().model().summary().directory();
                startOpening(path, () -> choice.texts().stream().map(TextSource::read).toList());
            }
            return false;
        });
    }

    private void startOpening(Path path, java.util.function.Supplier<List<TextSource>> texts) {
        jobCancel.cancel(); // a newer wish replaces the opening in progress
        CancelToken cancel = new CancelToken();
        jobCancel = cancel;
        lane.enqueue(new OpeningJob(path, texts, cancel));
    }

    @Override
    public void submit(RunRequest request) {
        RunRequest previous = newest;
        if (request.equals(previous)) {
            return;
        }
        newest = request;
        if (previous != null && isPointless(previous, request)) {
            liveCancel.cancel();
        }
        lane.live(this::answerNewest);
    }

    /**
     * A run for another prompt is of no use any more. One for another level is finished and shown, so that the picture moves with
     * the hand, unless runs take so long that previews would stall behind them.
     */
    private boolean isPointless(RunRequest running, RunRequest wanted) {
        return !running.prompt().equals(wanted.prompt())
                || (slowRuns && running.fidelity() == RunRequest.Fidelity.PREVIEW && !running.sameRun(wanted));
    }

    private void answerNewest() {
        RunRequest request = newest;
        LiveModel open = model;
        if (request == null || open == null || request.equals(answered)) {
            return; // without a model it is asked again when one is open
        }
        CancelToken cancel = new CancelToken();
        liveCancel = cancel;
        try {
            open.answer(request, cancel, this::publish);
            answered = request;
        } catch (CancellationException _) {
            LOG.debug("A run was superseded by another prompt");
        } catch (RuntimeException failure) {
            LOG.error("A run failed", failure);
            listener.answered(new RunOutcome.RunFailure(request, describe(failure)));
        }
    }

    private void publish(RunOutcome outcome) {
        if (outcome instanceof RunOutcome.RunSnapshot snapshot && snapshot.timing().sparseMillis() > 0) {
            slowRuns = snapshot.timing().sparseMillis() > SLOW_RUN_MILLIS;
        }
        listener.answered(outcome);
    }

    @Override
    public void generate(GenerationRequest request) {
        generationCancel.cancel();
        CancelToken cancel = new CancelToken();
        generationCancel = cancel;
        lane.enqueue(new GenerationSteps(request, cancel));
    }

    @Override
    public void stopGeneration() {
        generationCancel.cancel();
    }

    @Override
    public void cancelJob() {
        jobCancel.cancel();
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

    private static String describe(RuntimeException failure) {
        String message = failure.getMessage();
        return failure instanceof BadInputException || failure instanceof IllegalArgumentException
                ? String.valueOf(message)
                : "Something went wrong inside: " + failure + ". The log has the details.";
    }

    /** An opening as the lane's job; what was open stays open until it succeeds. */
    private final class OpeningJob implements EngineLane.Job {
        private final Path path;
        private final java.util.function.Supplier<List<TextSource>> texts;
        private final CancelToken cancel;
        private final long start = System.nanoTime();
        private @Nullable Opening opening;

        OpeningJob(Path path, java.util.function.Supplier<List<TextSource>> texts, CancelToken cancel) {
            this.path = path;
            this.texts = texts;
            this.cancel = cancel;
        }

        @Override
        public boolean step() {
            try {
                Opening current = opening;
                if (current == null) {
                    current = new Opening(path, options, texts.get());
                    opening = current;
                    report(current);
                    return true; // so that the report is seen before the first long step
                }
                boolean more = current.step(cancel);
                report(current);
                if (!more) {
                    adopt(current.result());
                    end();
                }
                return more;
            } catch (CancellationException _) {
                end();
            } catch (RuntimeException | LinkageError failure) {
                LOG.warn("{} could not be opened", path, failure);
                end();
                listener.failed(failure instanceof RuntimeException problem
                        ? describe(problem)
                        : "A native library cannot be loaded (" + failure.getMessage() + "); see README, 'What needs what'.");
            }
            return false;
        }

        private void adopt(LiveModel opened) {
            generationCancel.cancel(); // it belongs to the model before
            replaceModel(opened);
            answered = null;
            listener.modelOpened(opened.network().model().summary());
            lane.live(Engine.this::answerNewest);
        }

        private void report(Opening current) {
            double done = current.progress();
            double seconds = (System.nanoTime() - start) / 1e9;
            double left = done > 0 ? seconds / done - seconds : -1;
            listener.jobProgressed(new JobProgress(current.description(), done, left));
        }

        private void end() {
            abandon();
            listener.jobEnded();
        }

        @Override
        public void abandon() {
            if (opening != null) {
                opening.close();
            }
        }
    }

    /** A generation as the lane's job. */
    private final class GenerationSteps implements EngineLane.Job {
        private final GenerationRequest request;
        private final CancelToken cancel;
        private @Nullable GenerationJob job;
        private @Nullable LiveModel owner;

        GenerationSteps(GenerationRequest request, CancelToken cancel) {
            this.request = request;
            this.cancel = cancel;
        }

        @Override
        public boolean step() {
            LiveModel open = model;
            if (open == null || (owner != null && owner != open)) {
                abandon();
                return false;
            }
            boolean more = false;
            try {
                owner = open;
                GenerationJob running = job == null ? new GenerationJob(request, open, cancel) : job;
                job = running;
                more = running.step();
                listener.generated(running.update());
            } catch (CancellationException _) {
                listener.generated(Objects.requireNonNull(job).update());
            } catch (RuntimeException failure) {
                LOG.warn("A generation failed", failure);
                listener.failed(describe(failure));
            }
            if (!more) {
                abandon();
            }
            return more;
        }

        @Override
        public void abandon() {
            if (job != null) {
                job.close();
                job = null;
            }
        }
    }
}
