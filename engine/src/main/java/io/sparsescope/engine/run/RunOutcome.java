package io.sparsescope.engine.run;

import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.observation.ChannelScores;
import io.sparsescope.engine.observation.Histogram;
import io.sparsescope.engine.observation.LevelScale;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.NextTokens;
import io.sparsescope.engine.observation.ShiftDistances;
import io.sparsescope.engine.sparsity.SparsityReport;
import io.sparsescope.engine.tokenizer.TokenSequence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes back for a {@link RunRequest}; each outcome carries the request that it answers. */
public sealed interface RunOutcome {
    /** The request that this answers. */
    RunRequest request();

    /**
     * What is known of the focused projection beside its cells.
     *
     * @param scores histogram of what the method compares with its threshold, in the dense run
     * @param levels how levels and thresholds of the projection belong together
     * @param level the level that the setting means for it
     * @param channels scores of its input's channels over the calibration text
     * @param otherKept [position, channel] what {@link Look#comparedMethod} would keep of the same
     *     input at the same level; null where none was asked for
     */
    record SiteFacts(
            Histogram scores,
            LevelScale levels,
            double level,
            ChannelScores channels,
            boolean @Nullable [] otherKept) {}

    /**
     * Masks on the cached dense activations: instant, but without the drift that upstream masks
     * cause.
     *
     * @param request the request
     * @param tokens the prompt's tokens
     * @param sparsity asked and previewed shares of zeros
     * @param map realised sparsity by site; the relative error counts the site's own mask only
     * @param focus the focused projection's input
     * @param site everything else about the focused projection
     * @param spontaneous which spontaneous neurons act
     * @param milliseconds time taken
     */
    record MaskPreview(
            RunRequest request,
            TokenSequence tokens,
            SparsityReport sparsity,
            ModelMap map,
            ActivationSlice focus,
            SiteFacts site,
            SpontaneousReport spontaneous,
            double milliseconds)
            implements RunOutcome {}

    /**
     * Dense and sparse runs of the prompt, compared.
     *
     * @param request the request
     * @param tokens the prompt's tokens
     * @param sparsity asked and realised shares of zeros
     * @param map realised sparsity and relative error by site
     * @param focus the focused projection's input
     * @param site everything else about the focused projection
     * @param spontaneous which spontaneous neurons act
     * @param nextTokens [position] predictions after every position, dense, sparse and with
     *     spontaneous neurons
     * @param timing milliseconds of the parts
     * @param provenance what made it
     */
    record RunSnapshot(
            RunRequest request,
            TokenSequence tokens,
            SparsityReport sparsity,
            ModelMap map,
            ActivationSlice focus,
            SiteFacts site,
            SpontaneousReport spontaneous,
            List<NextTokens> nextTokens,
            RunTiming timing,
            Provenance provenance)
            implements RunOutcome {
        public RunSnapshot {
            nextTokens = List.copyOf(nextTokens);
        }
    }

    /**
     * How far the states of every layer are from the dense run's; comes behind the {@link
     * RunSnapshot} of the same request, twice: the quick measures alone, and with the details.
     *
     * @param request the request
     * @param tokens the prompt's tokens
     * @param distances the quick measures
     * @param details the others; null at first
     */
    record ShiftSnapshot(
            RunRequest request,
            TokenSequence tokens,
            ShiftDistances distances,
            @Nullable ShiftDetails details)
            implements RunOutcome {}

    /**
     * The request will be answered when something that it needs is ready.
     *
     * @param request the request
     * @param message what is being prepared, for the user
     */
    record RunPending(RunRequest request, String message) implements RunOutcome {}

    /**
     * The request could not be answered.
     *
     * @param request the request
     * @param message what happened and what to do, for the user
     */
    record RunFailure(RunRequest request, String message) implements RunOutcome {}
}
