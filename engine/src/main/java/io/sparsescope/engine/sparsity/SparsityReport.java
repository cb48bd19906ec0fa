package io.sparsescope.engine.sparsity;

/**
 * Asked and measured sparsity of one run, always shown together. All are shares in [0, 1].
 *
 * @param targetSparsity what was asked for
 * @param realisedSparsity zeros among all projection inputs, each projection weighing the same
 * @param effectiveSparsity zeros weighted by the weights that they save: the share of projection
 *     weights never needed
 */
public record SparsityReport(
        double targetSparsity, double realisedSparsity, double effectiveSparsity) {}
