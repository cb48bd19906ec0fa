package io.sparsescope.engine.run;

import io.sparsescope.engine.sparsity.SparsitySetting;

/**
 * What every projection alone does to the predictions: figures over the end of the calibration
 * text.
 *
 * @param setting for which
 * @param divergence [layer][projection] mean KL(dense || sparse) in nats with that projection alone
 *     sparse
 */
public record Contributions(SparsitySetting setting, double[][] divergence) {}
