package io.sparsescope.views.session;

import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.run.RunOutcome.MaskPreview;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.run.RunOutcome.SiteFacts;
import io.sparsescope.engine.run.RunRequest;
import io.sparsescope.engine.run.SpontaneousReport;
import io.sparsescope.engine.sparsity.SparsityReport;
import io.sparsescope.engine.tokenizer.TokenSequence;

/**
 * What previews and snapshots have in common: everything that the masks and the model map are drawn
 * from.
 *
 * @param request the request that this answers
 * @param tokens the prompt's tokens
 * @param sparsity asked and realised shares of zeros
 * @param map measures by site
 * @param focus the focused projection's input
 * @param site everything else about the focused projection
 * @param spontaneous which spontaneous neurons act
 * @param source how it was made
 */
public record MaskPicture(
        RunRequest request,
        TokenSequence tokens,
        SparsityReport sparsity,
        ModelMap map,
        ActivationSlice focus,
        SiteFacts site,
        SpontaneousReport spontaneous,
        Source source) {
    /** How a picture was made. */
    public enum Source {
        /** The masks were laid over the cached dense run. */
        PREVIEW,
        /** The sparse network was run. */
        RUN
    }

    static MaskPicture of(MaskPreview preview) {
        return new MaskPicture(
                preview.request(),
                preview.tokens(),
                preview.sparsity(),
                preview.map(),
                preview.focus(),
                preview.site(),
                preview.spontaneous(),
                Source.PREVIEW);
    }

    /** What a run tells of masks. */
    public static MaskPicture of(RunSnapshot run) {
        return new MaskPicture(
                run.request(),
                run.tokens(),
                run.sparsity(),
                run.map(),
                run.focus(),
                run.site(),
                run.spontaneous(),
                Source.RUN);
    }
}
