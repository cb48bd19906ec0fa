package io.sparsescope.engine.training;

/**
 * How fast a training was against its matrix products alone. A product of [rows, in] and [in, out]
 * counts 2 * rows * in * out operations; counted are those of the dense model's forward pass where
 * it ran, of the sparse model's forward pass, of both unembeddings, and of the gradients with
 * respect to inputs. Attention, norms and all else are work but not counted.
 *
 * @param operationsPerStep counted floating-point operations of a step of the optimiser
 * @param productRate operations in a second of the same products alone, on the same shapes
 * @param share of that rate which the whole training reached, in [0, 1]
 */
public record ProductShare(double operationsPerStep, double productRate, double share) {}
