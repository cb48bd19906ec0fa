package io.sparsescope.engine.category;

import io.sparsescope.engine.evaluation.Estimate;
import io.sparsescope.engine.observation.LayerDistance;
import io.sparsescope.engine.observation.RunDistance;
import java.util.List;

/**
 * How far a kind of run is from the dense runs of a group's prompts.
 *
 * <p>Means are over prompts, each of which counts the same however long it is, and standard errors
 * take prompts for the observations: positions of one prompt depend on each other, so that errors
 * over pooled positions would come out too small. Only the compensable share is also pooled. The
 * mean of it allows every prompt a constant vector of its own, and is at least 1 / n where n
 * positions are counted; the pooled one asks what a single vector takes back in the whole group, as
 * spontaneous vectors have to.
 *
 * @param mean [layer] mean over prompts of every measure
 * @param standardErrors [layer] its standard error; NaN from one prompt
 * @param pooledCompensable [layer] compensable share over the counted positions of all prompts
 * @param klDivergence mean over prompts of the mean KL(dense || run) per position, in nats
 * @param topTokenAgreement mean over prompts of the share of positions with the dense run's most
 *     probable token
 */
public record GroupRun(
        RunDistance mean,
        List<LayerDistance> standardErrors,
        double[] pooledCompensable,
        Estimate klDivergence,
        Estimate topTokenAgreement) {
    public GroupRun {
        standardErrors = List.copyOf(standardErrors);
    }
}
