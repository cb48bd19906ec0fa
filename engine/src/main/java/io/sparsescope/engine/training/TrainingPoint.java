package io.sparsescope.engine.training;

import org.jspecify.annotations.Nullable;

/**
 * One point of a training's curve.
 *
 * @param step steps done
 * @param training loss of the step's own windows before it, in nats; null at step 0
 * @param heldOut divergence from the dense model on held-out windows after the step, in nats; null
 *     where it was not measured
 * @param tokensPerSecond positions learnt from in a second of the step, judgement not counted; 0 at
 *     step 0
 */
public record TrainingPoint(
        int step, @Nullable Double training, @Nullable Double heldOut, double tokensPerSecond) {}
