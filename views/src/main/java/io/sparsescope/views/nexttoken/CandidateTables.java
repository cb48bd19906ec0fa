package io.sparsescope.views.nexttoken;

import io.sparsescope.engine.observation.Agreement;
import io.sparsescope.engine.observation.NextTokens;
import io.sparsescope.engine.observation.TokenScore;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.table.Column;
import io.sparsescope.engine.table.Grid;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.engine.table.RowColumns;
import io.sparsescope.views.panel.PositionAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Predictions after every position as tables, whichever position is looked at. */
final class CandidateTables {
    private static final String PROBABILITY = "probability";

    private CandidateTables() {}

    /**
     * One candidate.
     *
     * @param position after which it would come
     * @param score its probabilities
     */
    private record Candidate(int position, TokenScore score) {}

    static ResultTables of(RunSnapshot run) {
        List<NextTokens> predictions = run.nextTokens();
        return new ResultTables(
                List.of(
                        candidates(predictions),
                        Grid.over(
                                "positions",
                                PositionAxis.of(run.tokens()),
                                agreements(predictions))),
                Map.of());
    }

    private static Grid candidates(List<NextTokens> predictions) {
        List<Candidate> rows = new ArrayList<>();
        for (NextTokens next : predictions) {
            next.candidates().forEach(score -> rows.add(new Candidate(next.position(), score)));
        }
        return new RowColumns<>(rows)
                .whole(
                        "position",
                        "counted from 0; the candidate would follow it",
                        Candidate::position)
                .whole("candidate_id", "its vocabulary id", row -> row.score().tokenId())
                .text("candidate", "its text", row -> row.score().text())
                .real("dense", PROBABILITY, "in the dense run", row -> row.score().dense())
                .real(
                        "sparse",
                        PROBABILITY,
                        "in the sparse run, without spontaneous neurons",
                        row -> row.score().sparse())
                .real(
                        "spontaneous",
                        PROBABILITY,
                        "in the sparse run with them; none where none act",
                        row -> orNone(row.score().spontaneous()))
                .table("candidates");
    }

    private static double orNone(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static List<Column> agreements(List<NextTokens> predictions) {
        var columns =
                new RowColumns<>(predictions)
                        .real(
                                "kl",
                                "nats",
                                "KL(dense || sparse) of the prediction after the position",
                                next -> next.sparse().klDivergence())
                        .flag(
                                "same_top",
                                "whether the sparse run prefers the dense run's token",
                                next -> next.sparse().topTokenAgrees());
        if (predictions.stream().allMatch(next -> next.spontaneous() != null)) {
            columns.real(
                            "kl_spontaneous",
                            "nats",
                            "the same with spontaneous neurons",
                            next -> acting(next).klDivergence())
                    .flag(
                            "same_top_spontaneous",
                            "the same with spontaneous neurons",
                            next -> acting(next).topTokenAgrees());
        }
        return columns.list();
    }

    private static Agreement acting(NextTokens next) {
        return next.acting();
    }
}
