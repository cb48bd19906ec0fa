package io.sparsescope.engine.training;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.kernel.GradientKernels;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains spontaneous vectors (arXiv:2512.12744): AdamW on the forward KL from the dense model to
 * the sparse one, over the vectors alone, part of a batch at a step. The best vectors on held-out
 * windows are kept, and vectors that do not beat going without are never handed out. Equal seeds
 * give equal bits on one machine, interrupted or not.
 *
 * <p>A step that is cancelled leaves part of a batch behind: after it there is the result so far,
 * and no further step.
 */
public final class Trainer implements SteppedWork {
    private final ForwardPass pass;
    private final GradientKernels gradients;
    private final TrainingRequest request;
    private final TrainingSetting setting;
    private final int window;
    private final TrainingWindows windows;
    private final TrainedSites sites;
    private final TrainingState state;
    private final ShiftGradients sums;
    private final BackwardPass backward;
    private final int windowsAtOnce;
    private final Consumer<TrainingPoint> listener;
    private final TrainingClock clock = new TrainingClock();
    private final SortedMap<String, String> identity;
    private @Nullable Path checkpoint;
    private SparsityPlan plan;
    private @Nullable Judgement judgement;
    private int drawn; // windows of the step in progress that were learnt from
    private long teacherWindows; // that the dense model ran on while learning
    private double loss; // summed over the positions of those windows

    /**
     * Prepares a training.
     *
     * @param pass the model's network
     * @param gradients arithmetic of the backward pass
     * @param text at least two windows of one length
     * @param request what to train
     * @param listener receives the points of the curve, on the thread that steps
     * @throws IllegalArgumentException when there is nothing to train, or the text is too short
     */
    public Trainer(
            ForwardPass pass,
            GradientKernels gradients,
            TokenWindows text,
            TrainingRequest request,
            Consumer<TrainingPoint> listener) {
        this.pass = pass;
        this.gradients = gradients;
        this.request = request;
        this.setting = request.setting();
        this.listener = listener;
        this.window = text.windows().getFirst().length;
        this.windows = new TrainingWindows(text, setting.heldOut(), setting.seed());
        this.sites = TrainedSites.of(pass.model(), request, window);
        this.state = new TrainingState(setting.optimiser());
        sites.begin(state, request.start());
        this.plan = request.plan().withShifts(new TreeMap<>());
        ModelConfig config = pass.model().config();
        this.sums =
                new ShiftGradients(state.best.keySet(), site -> config.outSize(site.projection()));
        this.windowsAtOnce = MemoryUse.windowsAtOnce(setting.batch(), window);
        this.backward = new BackwardPass(pass, gradients, windowsAtOnce, window, sums);
        this.identity = TrainingIdentity.of(request, text);
    }

    /** Bytes that the training holds at most beside the model. */
    public long bytes() {
        ModelConfig config = pass.model().config();
        return BackwardPass.bytes(config, windowsAtOnce, window, sums.lowest().layer());
    }

    /** Projections that get a vector. */
    public int siteCount() {
        return state.best.size();
    }

    /** Windows that are learnt from, and windows that judge. */
    public String split() {
        return windows.learntCount()
                + " to learn from and "
                + windows.heldOut().size()
                + " held out";
    }

    /** Writes a checkpoint after every judgement from now on. */
    public void checkpointTo(Path file) {
        checkpoint = file;
    }

    /**
     * Takes up a training that was interrupted; to be called before the first step.
     *
     * @throws io.sparsescope.engine.format.MalformedInputException when the file is no checkpoint
     *     of this very training; the message says what differs
     */
    public void resumeFrom(Path file) {
        TrainingCheckpoint.read(file, state, identity);
        if (!Double.isNaN(state.without)) {
            plan = currentPlan();
        }
    }

    @Override
    public boolean step(CancelToken cancel) {
        cancel.throwIfCancelled();
        Judgement running = judgement;
        if (running != null) {
            if (!running.step(cancel)) {
                judgement = null;
                conclude(running.divergence());
            }
            return !isDone() || judgement != null;
        }
        if (Double.isNaN(state.without)) {
            judgement = new Judgement(backward, windows.heldOut(), plan, windowsAtOnce);
            return true;
        }
        if (isDone()) {
            return false;
        }
        learn(cancel);
        return !isDone() || judgement != null;
    }

    private boolean isDone() {
        return state.stepsDone >= setting.steps() || state.misses >= setting.heldOut().patience();
    }

    /** Part of a batch, and with the last part a step of the optimiser. */
    private void learn(CancelToken cancel) {
        clock.start();
        long first = (long) state.stepsDone * setting.batch() + drawn;
        List<int[]> part = windows.batch(first, windowsAtOnce);
        double weight = 1.0 / ((long) setting.batch() * window);
        long known = backward.teacherWindows();
        loss += backward.run(part, plan, setting.temperature(), weight, cancel);
        teacherWindows += backward.teacherWindows() - known;
        drawn += windowsAtOnce;
        if (drawn < setting.batch()) {
            clock.stop();
            return;
        }
        double rate = setting.optimiser().rate(state.stepsDone, setting.steps());
        state.optimiser.step(sites.gradients(sums), rate);
        state.stepsDone++;
        plan = currentPlan();
        sums.clear();
        double mean = loss * weight;
        drawn = 0;
        loss = 0;
        clock.stop();
        clock.finishStep((long) setting.batch() * window);
        point(new TrainingPoint(state.stepsDone, mean, null, clock.lastTokensPerSecond()));
        if (state.stepsDone % setting.heldOut().interval() == 0
                || state.stepsDone == setting.steps()) {
            judgement = new Judgement(backward, windows.heldOut(), plan, windowsAtOnce);
        }
    }

    /** A judgement is a point of its own at step 0 and belongs to the last point later. */
    private void conclude(double divergence) {
        if (Double.isNaN(state.without)) {
            state.without = divergence;
            point(new TrainingPoint(0, null, divergence, 0));
            plan = currentPlan();
            if (request.start() != null) {
                judgement = new Judgement(backward, windows.heldOut(), plan, windowsAtOnce);
            }
        } else {
            state.judge(divergence);
            TrainingPoint last = state.curve.removeLast();
            point(
                    new TrainingPoint(
                            last.step(), last.training(), divergence, last.tokensPerSecond()));
        }
        Path file = checkpoint;
        if (file != null && judgement == null) {
            TrainingCheckpoint.write(file, state, identity);
        }
    }

    private void point(TrainingPoint point) {
        state.curve.add(point);
        listener.accept(point);
    }

    private SparsityPlan currentPlan() {
        return request.plan().withShifts(sites.shifts(state.vectors()));
    }

    /** The curve so far. */
    public List<TrainingPoint> curve() {
        return List.copyOf(state.curve);
    }

    /** How fast the training was since it was begun or taken up. */
    public TrainingSpeed speed() {
        return clock.speed(teacherWindows);
    }

    /**
     * How fast it was against its matrix products alone, which are measured now; at least one step
     * must have been done.
     */
    public ProductShare productShare() {
        TrainingProducts products =
                new TrainingProducts(pass.model(), sums, setting.batch() / windowsAtOnce);
        return products.share(pass, gradients, windowsAtOnce * window, window, speed());
    }

    /**
     * The best vectors so far, at any time: zeros as long as none was better than going without,
     * with the divergence of the best that was trained.
     */
    public TrainedVectors result() {
        SortedMap<String, String> text = new TreeMap<>();
        text.put("window", String.valueOf(window));
        text.put("windows", String.valueOf(windows.learntCount()));
        text.put("heldOutWindows", String.valueOf(windows.heldOut().size()));
        return TrainedVectors.of(request, state, text);
    }

    @Override
    public String description() {
        return "Training spontaneous neurons: step " + state.stepsDone + " of " + setting.steps();
    }

    @Override
    public double progress() {
        long all = (long) setting.steps() * setting.batch();
        return isDone() ? 1 : ((double) state.stepsDone * setting.batch() + drawn) / all;
    }

    /** Frees everything; the result stays. */
    @Override
    public void close() {
        backward.close();
    }
}
