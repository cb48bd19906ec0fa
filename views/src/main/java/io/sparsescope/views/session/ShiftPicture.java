package io.sparsescope.views.session;

import io.sparsescope.engine.observation.LayerShift;
import io.sparsescope.engine.observation.ShiftDistances;
import io.sparsescope.engine.run.RunOutcome.ShiftSnapshot;
import io.sparsescope.engine.run.RunRequest;
import io.sparsescope.engine.run.ShiftDetails;
import io.sparsescope.engine.tokenizer.TokenSequence;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of the shift: the newest quick measures, and the details that came last, which may
 * be those of a question before.
 *
 * @param request what the quick measures answer
 * @param tokens the prompt's
 * @param distances the quick measures
 * @param detailed what the details answer; null before the first
 * @param details the details; null before the first
 */
public record ShiftPicture(
        RunRequest request,
        TokenSequence tokens,
        ShiftDistances distances,
        @Nullable RunRequest detailed,
        @Nullable ShiftDetails details) {

    /**
     * The picture after an answer. Details of another prompt are dropped; where the hand moves and
     * only one layer was measured, the other layers and the lens wait for the hand to let go.
     */
    static ShiftPicture after(@Nullable ShiftPicture before, ShiftSnapshot answer) {
        RunRequest detailed = answer.request();
        ShiftDetails details = answer.details();
        if (details == null && before != null && before.tokens.equals(answer.tokens())) {
            detailed = before.detailed;
            details = before.details;
        }
        return new ShiftPicture(
                answer.request(), answer.tokens(), answer.distances(), detailed, details);
    }

    /** The details of one layer; empty where it was not measured. */
    public Optional<LayerShift> layer(int layer) {
        return details == null
                ? Optional.empty()
                : details.layers().stream().filter(each -> each.layer() == layer).findFirst();
    }
}
