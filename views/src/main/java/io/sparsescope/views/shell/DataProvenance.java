package io.sparsescope.views.shell;

import io.sparsescope.engine.table.DataFormat;
import io.sparsescope.views.export.ViewExport;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.sessionfile.SessionFile;
import java.util.Map;
import java.util.Set;

/**
 * What a view's data says about where it comes from: what its picture says, by which protocol it
 * was made, and the command line that makes it again. Nothing in it depends on whether a window or
 * a command exports, nor on where to.
 */
final class DataProvenance {
    /** What is said of a sweep's run of the prompt would be beside the point. */
    private static final Set<String> OF_THE_MODEL =
            Set.of(ViewExport.TITLE, ViewExport.SOFTWARE, "Model", "Model hash");

    private static final Set<String> OF_THE_PROMPT = Set.of("Prompt", "Prompt hash", "Site");

    private DataProvenance() {}

    static Map<String, String> of(WorkbenchSession session, ViewName view, DataFormat format) {
        Map<String, String> words = ViewProvenance.of(session, view);
        if (view == ViewName.SWEEP) {
            words.keySet().retainAll(OF_THE_MODEL);
        } else {
            words.put("Settings", SessionFile.settings(session.experimentProperty().get()));
        }
        if (view == ViewName.CATEGORIES || view == ViewName.SPEED) {
            words.keySet().removeAll(OF_THE_PROMPT);
        }
        words.put("Protocol", protocol(view));
        words.put(ViewProvenance.COMMAND, ViewCommandLine.of(session, view, format));
        return words;
    }

    private static String protocol(ViewName view) {
        return switch (view) {
            case MAP ->
                    "dense and sparse run of the prompt, at every projection; stability on the"
                            + " calibration text";
            case MASKS, HISTOGRAM, ALWAYS_KEPT ->
                    "dense and sparse run of the prompt, at the input of the site's projection";
            case STABILITY -> "dense run of the calibration text, at the input of the site";
            case SPONTANEOUS -> "the vectors as they are, at strength 1";
            case REPRESENTATION, SHIFT_VALUES, PRINCIPAL_AXES, LOGIT_LENS ->
                    "dense and sparse run of the prompt, residual stream after every layer";
            case CATEGORIES ->
                    "dense and sparse run of every prompt; means over the prompts of a tag, errors"
                            + " between prompts";
            case SWEEP -> "windows of the text one by one, errors between windows";
            case SPEED ->
                    "greedy decoding after a short prompt, all levels in turn, round after round;"
                            + " ratios within a round";
            case NEXT_TOKEN -> "dense and sparse run of the prompt, logits after every position";
            case GENERATIONS -> "continuations of the prompt, all from one seed";
            case WINDOW -> "";
        };
    }
}
