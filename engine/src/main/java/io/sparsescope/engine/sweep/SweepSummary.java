package io.sparsescope.engine.sweep;

import io.sparsescope.engine.evaluation.Interval;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.evaluation.WeightReads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Cells of a sweep side by side; also while more are to come.
 *
 * @param rows cells that are done, in the spec's order
 */
public record SweepSummary(List<SweepRow> rows) {
    public SweepSummary {
        rows = List.copyOf(rows);
    }

    /**
     * Puts finished cells beside each other.
     *
     * @param results in the spec's order; the dense cell of every text that has another must be
     *     among them
     * @param reads of the model
     * @param seed of the bootstrap
     */
    public static SweepSummary of(List<CellResult> results, WeightReads reads, long seed) {
        Set<CellResult> byPerplexity = front(results, reads, QualityFigures::perplexity);
        Set<CellResult> byDivergence = front(results, reads, QualityFigures::klDivergence);
        List<SweepRow> rows = new ArrayList<>();
        for (CellResult result : results) {
            CellResult dense = find(results, SweepCell.dense(result.cell().text())).orElseThrow();
            rows.add(
                    new SweepRow(
                            result,
                            result.run().perplexityDifference(dense.run(), seed),
                            overBare(results, result, seed),
                            bytes(result, reads),
                            byPerplexity.contains(result),
                            byDivergence.contains(result)));
        }
        return new SweepSummary(rows);
    }

    private static @Nullable Interval overBare(
            List<CellResult> results, CellResult result, long seed) {
        SweepCell bare = result.cell().bare();
        return bare.equals(result.cell())
                ? null
                : find(results, bare)
                        .map(other -> result.run().perplexityDifference(other.run(), seed))
                        .orElse(null);
    }

    private static Optional<CellResult> find(List<CellResult> results, SweepCell cell) {
        return results.stream().filter(result -> result.cell().equals(cell)).findFirst();
    }

    private static double bytes(CellResult result, WeightReads reads) {
        return reads.perToken(result.figures().sparsity().effectiveSparsity());
    }

    private static Set<CellResult> front(
            List<CellResult> results, WeightReads reads, ToDoubleFunction<QualityFigures> loss) {
        Set<CellResult> front = new HashSet<>();
        results.stream()
                .map(result -> result.cell().text())
                .distinct()
                .forEach(text -> {
                    List<CellResult> over =
                            results.stream()
                                    .filter(result -> result.cell().text().equals(text))
                                    .toList();
                    List<ParetoFront.Point> points =
                            over.stream()
                                    .map(result ->
                                            new ParetoFront.Point(
                                                    bytes(result, reads),
                                                    loss.applyAsDouble(result.figures())))
                                    .toList();
                    ParetoFront.of(points).forEach(index -> front.add(over.get(index)));
                });
        return front;
    }

    /**
     * Share of the damage that a row's compensation makes up for, (ppl_bare - ppl) / (ppl_bare -
     * ppl_dense); NaN where it has none, its bare cell is not there, or nothing was lost.
     */
    public static double damageRecovered(SweepRow row) {
        Interval overBare = row.overBare();
        if (overBare == null) {
            return Double.NaN;
        }
        double damage = row.overDense().value() - overBare.value();
        return damage == 0 ? Double.NaN : -overBare.value() / damage;
    }
}
