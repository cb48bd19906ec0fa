package io.sparsescope.engine.run;

import io.sparsescope.engine.decode.DecoderLoading;
import io.sparsescope.engine.forward.CancelToken;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A generation as the lane's job: waits for what its intervention needs, has the model's weights
 * arranged for decoding if it is the first, and then writes token by token.
 */
final class GenerationSteps implements EngineLane.Job {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationSteps.class);

    /** Texts are reported at most this often: nobody reads faster, and drawing text takes time. */
    private static final long TEXT_INTERVAL_NANOS = 60_000_000;

    private final GenerationRequest request;
    private final EngineListener listener;
    private final Owner owner;
    private final CancelToken cancel;
    private final RemainingTime remaining = new RemainingTime();
    private boolean waited;
    private @Nullable DecoderLoading loading;
    private volatile boolean shownAsJob;
    private @Nullable GenerationJob job;
    private @Nullable LiveModel begunOn;
    private long reportedAt = System.nanoTime() - TEXT_INTERVAL_NANOS;

    /** What it asks of the engine. */
    interface Owner {
        /** The model that is open. */
        @Nullable LiveModel model();

        /**
         * Whether missing work is under way.
         *
         * @param begin begins it, unless a model is being opened
         */
        boolean isComing(Preparation<?> missing, LiveModel open, boolean begin);
    }

    GenerationSteps(
            GenerationRequest request, EngineListener listener, Owner owner, CancelToken cancel) {
        this.request = request;
        this.listener = listener;
        this.owner = owner;
        this.cancel = cancel;
    }

    @Override
    public boolean step() {
        LiveModel open = owner.model();
        if (open == null || (begunOn != null && begunOn != open)) {
            abandon();
            return false;
        }
        boolean more = false;
        try {
            more = step(open);
        } catch (CancellationException _) {
            if (job != null) {
                listener.generated(job.update());
            }
        } catch (RuntimeException failure) {
            Failures.log(LOG, "A generation", failure);
            listener.failed(Failures.describe(failure));
        }
        if (!more) {
            abandon();
        }
        return more;
    }

    private boolean step(LiveModel open) {
        if (job == null && loading == null) {
            var missing = open.planning().missing(request.intervention());
            if (missing.isPresent()) {
                return isComing(missing.get(), open);
            }
        }
        begunOn = open;
        if (job == null && !open.network().hasDecoder()) {
            load(open.network());
            return true;
        }
        GenerationJob running = job == null ? new GenerationJob(request, open, cancel) : job;
        job = running;
        boolean more = running.step();
        long now = System.nanoTime();
        if (!more || now - reportedAt > TEXT_INTERVAL_NANOS) {
            reportedAt = now;
            listener.generated(running.update());
        }
        return more;
    }

    private void load(Network network) {
        DecoderLoading work = loading == null ? network.decoderLoading() : loading;
        loading = work;
        if (work.step(cancel)) {
            double done = work.progress();
            shownAsJob = true;
            listener.jobProgressed(
                    new JobProgress(work.description(), done, remaining.secondsLeft(done)));
        } else {
            network.adopt(work.result());
            endLoading();
        }
    }

    private void endLoading() {
        if (loading != null) {
            loading.close();
            loading = null;
            if (shownAsJob) {
                shownAsJob = false;
                listener.jobEnded();
            }
        }
    }

    /** Whether it is what the window shows as the job that can be cancelled. */
    boolean isShownAsJob() {
        return shownAsJob;
    }

    /**
     * Whether what the text needs is being prepared; what was cancelled meanwhile is not begun
     * again, and there will be no text.
     */
    private boolean isComing(Preparation<?> missing, LiveModel open) {
        boolean coming = owner.isComing(missing, open, !waited);
        waited = true;
        return !cancel.isCancelled() && coming;
    }

    @Override
    public void abandon() {
        endLoading();
        if (job != null) {
            job.close();
            job = null;
        }
    }
}
