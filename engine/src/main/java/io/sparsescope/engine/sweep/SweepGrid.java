package io.sparsescope.engine.sweep;

import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import java.util.ArrayList;
import java.util.List;

/**
 * Every combination of some choices.
 *
 * @param methods how zeros are chosen
 * @param levels asked shares of zeros, in [0, 1)
 * @param allocations how each level is spread: {@code uniform}, {@code greedy}, or a table's file
 * @param positions which positions are sparse
 * @param compensations what stands in for what is dropped
 */
public record SweepGrid(
        List<SparsityMethod> methods,
        List<Double> levels,
        List<String> allocations,
        List<PositionRule> positions,
        List<Compensation> compensations) {
    public SweepGrid {
        methods = List.copyOf(methods);
        levels = List.copyOf(levels);
        allocations = List.copyOf(allocations);
        positions = List.copyOf(positions);
        compensations = List.copyOf(compensations);
        if (methods.isEmpty()
                || levels.isEmpty()
                || allocations.isEmpty()
                || positions.isEmpty()
                || compensations.isEmpty()) {
            throw new IllegalArgumentException(
                    "a grid needs at least one method, level, allocation, position rule and"
                            + " compensation");
        }
        levels.forEach(SparsitySetting::requireLevel);
        if (positions.stream().anyMatch(rule -> rule instanceof PositionRule.DecodeOnly)) {
            throw new IllegalArgumentException(
                    "positions decode: every scored token belongs to the prompt, so nothing would"
                            + " be sparse; use last-half");
        }
        if (methods.contains(SparsityMethod.CATS)
                && allocations.stream().anyMatch(word -> !word.equals(SweepCell.UNIFORM))) {
            throw new IllegalArgumentException(
                    "cats has one threshold for each MLP and nothing to allocate; give it a grid"
                            + " with the uniform allocation");
        }
    }

    /** The cells over one text, levels running fastest. */
    List<SweepCell> cells(String text) {
        List<SweepCell> cells = new ArrayList<>();
        for (PositionRule rule : positions) {
            for (SparsityMethod method : methods) {
                for (String allocation : allocations) {
                    for (Compensation compensation : compensations) {
                        for (double level : levels) {
                            cells.add(
                                    level == 0
                                            ? SweepCell.dense(text)
                                            : new SweepCell(
                                                    text,
                                                    method,
                                                    level,
                                                    allocation,
                                                    rule,
                                                    compensation));
                        }
                    }
                }
            }
        }
        return cells;
    }
}
