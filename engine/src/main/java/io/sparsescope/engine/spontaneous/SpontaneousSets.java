package io.sparsescope.engine.spontaneous;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets of vectors that were made for different levels, used together: for each asked level the
 * nearest one, or, if the user asks, the line between the two neighbours.
 *
 * @param sets at least one; if there are several, each says its level and no two the same. By level
 */
public record SpontaneousSets(List<Named> sets) {
    /**
     * One set.
     *
     * @param name a file's name, for messages
     * @param vectors its vectors
     */
    public record Named(String name, SpontaneousVectors vectors) {
        private @Nullable Double knownLevel() {
            return vectors.provenance().binding().level();
        }

        private double level() {
            Double level = knownLevel();
            if (level == null) {
                throw new IllegalArgumentException(
                        name + " does not say for which level it was made; use it alone");
            }
            return level;
        }

        private SpontaneousChoice chosen() {
            Double level = knownLevel();
            String made = level == null ? "" : " (made for " + BindingCheck.percent(level) + ")";
            return new SpontaneousChoice(name + made, vectors);
        }
    }

    public SpontaneousSets {
        if (sets.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one set of vectors");
        }
        sets =
                sets.size() == 1
                        ? List.copyOf(sets)
                        : sets.stream().sorted(Comparator.comparingDouble(Named::level)).toList();
        for (int index = 1; index < sets.size(); index++) {
            if (sets.get(index - 1).level() == sets.get(index).level()) {
                throw new IllegalArgumentException(
                        sets.get(index - 1).name()
                                + " and "
                                + sets.get(index).name()
                                + " were made for the same level");
            }
        }
    }

    /** The set whose level is nearest; of two equally near ones the lower, which adds less. */
    public SpontaneousChoice nearest(double level) {
        Named nearest = sets.getFirst();
        for (int index = 1; index < sets.size(); index++) {
            Named set = sets.get(index);
            if (Math.abs(set.level() - level) < Math.abs(nearest.level() - level)) {
                nearest = set;
            }
        }
        return nearest.chosen();
    }

    /**
     * The line between the two sets around the level. Below the lowest set it goes to zero vectors
     * at level 0, where nothing is dropped; above the highest it stays at that set, since beyond it
     * nothing is known.
     *
     * @throws IllegalArgumentException when the sets do not say their level, or the two differ in
     *     more than it: space, projections, model, method, allocation or positions
     */
    public SpontaneousChoice interpolated(double level) {
        int above = 0;
        while (above < sets.size() && sets.get(above).level() < level) {
            above++;
        }
        if (above == sets.size()) {
            return sets.getLast().chosen();
        }
        Named upper = sets.get(above);
        if (upper.level() == level) {
            return upper.chosen();
        }
        if (above == 0) {
            var line = new SpontaneousLine(upper.vectors(), null);
            return new SpontaneousChoice(
                    "between nothing at 0 % and " + upper.chosen().words(), line.at(level));
        }
        Named lower = sets.get(above - 1);
        var line = new SpontaneousLine(upper.vectors(), lower.vectors());
        return new SpontaneousChoice(
                "between " + lower.chosen().words() + " and " + upper.chosen().words(),
                line.at(level));
    }
}
