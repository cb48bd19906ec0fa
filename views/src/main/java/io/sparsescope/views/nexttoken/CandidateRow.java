package io.sparsescope.views.nexttoken;

import io.sparsescope.engine.observation.TokenScore;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;

/**
 * A row of the table; it stays when the slider moves and only its candidate changes, so that cells
 * are not made anew.
 */
final class CandidateRow {
    private final ObjectProperty<TokenScore> score = new SimpleObjectProperty<>();

    CandidateRow(TokenScore first) {
        score.set(first);
    }

    /** The candidate in this row. */
    ObjectProperty<TokenScore> score() {
        return score;
    }

    /** Makes {@code rows} show {@code candidates}, in order. */
    static void show(List<TokenScore> candidates, ObservableList<CandidateRow> rows) {
        int kept = Math.min(rows.size(), candidates.size());
        for (int row = 0; row < kept; row++) {
            rows.get(row).score.set(candidates.get(row));
        }
        rows.remove(kept, rows.size());
        rows.addAll(
                candidates.subList(kept, candidates.size()).stream()
                        .map(CandidateRow::new)
                        .toList());
    }
}
