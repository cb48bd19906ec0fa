package io.sparsescope.engine.training;

import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.GradientKernels;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.lang.foreign.Arena;
import java.util.Arrays;

/**
 * The matrix products of a training, counted, and measured by themselves. Every layer has the same
 * shapes, so those of the first stand for all.
 */
final class TrainingProducts {
    private static final int REPETITIONS = 7;

    private final Model model;
    private final ShiftGradients sums;
    private final int partsPerStep;

    private double operations;
    private double seconds;

    /**
     * Prepares the count.
     *
     * @param sums which gradients are needed
     * @param partsPerStep how often a step goes forward and backward
     */
    TrainingProducts(Model model, ShiftGradients sums, int partsPerStep) {
        this.model = model;
        this.sums = sums;
        this.partsPerStep = partsPerStep;
    }

    /**
     * Measures.
     *
     * @param rows windows at once times positions
     * @param window positions in a window, at which the dense model runs
     * @param speed of the training
     */
    ProductShare share(
            ForwardPass pass,
            GradientKernels gradients,
            int rows,
            int window,
            TrainingSpeed speed) {
        operations = 0;
        seconds = 0;
        int layers = model.config().layerCount();
        double teacherRuns = (double) speed.teacherWindows() / speed.steps();
        for (Projection projection : Projection.values()) {
            Linear linear = model.layer(0).projection(projection);
            addForward(pass, linear, rows, (double) partsPerStep * layers);
            addForward(pass, linear, window, teacherRuns * layers);
            addBackward(gradients, linear, rows, (double) partsPerStep * backwardCount(projection));
        }
        Linear unembedding = model.unembedding();
        int chunk = Math.min(rows, Distillation.rowsAtOnce(model.config().vocabSize()));
        double chunks = (double) partsPerStep * rows / chunk;
        addForward(pass, unembedding, chunk, 2 * chunks);
        addBackward(gradients, unembedding, chunk, chunks);
        double perStep = speed.seconds() / speed.steps();
        return new ProductShare(operations, operations / seconds, seconds / perStep);
    }

    /** Layers in which the gradient with respect to a projection's input is needed. */
    private int backwardCount(Projection projection) {
        Projection firstReader = projection.input().readers().getFirst();
        int count = 0;
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            count += sums.reachesBelow(new ProjectionSite(layer, firstReader)) ? 1 : 0;
        }
        return count;
    }

    private void addForward(ForwardPass pass, Linear linear, int rows, double count) {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix x = FloatMatrix.allocate(arena, rows, linear.weight().inSize());
            FloatMatrix y = FloatMatrix.allocate(arena, rows, linear.weight().outSize());
            add(linear, rows, count, () -> pass.kernels().linear(x, linear, y));
        }
    }

    private void addBackward(GradientKernels gradients, Linear linear, int rows, double count) {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix dx = FloatMatrix.allocate(arena, rows, linear.weight().inSize());
            FloatMatrix dy = FloatMatrix.allocate(arena, rows, linear.weight().outSize());
            add(linear, rows, count, () -> gradients.linear(dy, linear, dx));
        }
    }

    /** The median of some runs, the first of which only warms up. */
    private void add(Linear linear, int rows, double count, Runnable product) {
        if (count == 0) {
            return;
        }
        product.run();
        double[] times = new double[REPETITIONS];
        for (int run = 0; run < REPETITIONS; run++) {
            long start = System.nanoTime();
            product.run();
            times[run] = (System.nanoTime() - start) / 1e9;
        }
        Arrays.sort(times);
        seconds += count * times[REPETITIONS / 2];
        operations += count * 2.0 * rows * linear.weight().size();
    }
}
