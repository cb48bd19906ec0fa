package io.sparsescope.engine.category;

import io.sparsescope.engine.observation.RunDistance;

/**
 * How far one run of one prompt is from the dense run.
 *
 * @param distance the quick measures by layer, as {@link
 *     io.sparsescope.engine.metric.RepresentationShift} takes them
 * @param klDivergence mean over positions of KL(dense || run), in nats
 * @param topTokenAgreement share of positions whose most probable token is the dense run's
 */
record PromptFigures(RunDistance distance, double klDivergence, double topTokenAgreement) {}
