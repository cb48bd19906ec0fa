package io.sparsescope.engine.category;

import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.kernel.FloatMatrix;
import java.util.List;

/**
 * What one run of a prompt left behind; it may be overwritten once it was measured.
 *
 * @param residuals residual stream after every layer, [layer] of [position, channel]
 * @param predictions [position] log-probabilities of the next token
 */
public record RecordedRun(List<FloatMatrix> residuals, LogProbabilities[] predictions) {}
