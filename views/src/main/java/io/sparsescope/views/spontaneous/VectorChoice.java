package io.sparsescope.views.spontaneous;

import io.sparsescope.engine.run.SpontaneousUse.Source;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing to choose.
 *
 * @param words what is read
 * @param source where the vectors come from
 */
record VectorChoice(String words, Source source) {
    /** Nothing, means, each set, and all sets with known levels together. */
    static List<VectorChoice> among(List<SpontaneousSets.Named> sets) {
        List<VectorChoice> choices = new ArrayList<>();
        choices.add(new VectorChoice("none", new Source.None()));
        choices.add(
                new VectorChoice(
                        "mean residual at o_proj, not trained", new Source.MeanResidual()));
        together(sets)
                .forEach(all -> {
                    choices.add(
                            new VectorChoice(
                                    "nearest of " + all.sets().size() + " sets",
                                    new Source.Loaded(all, false)));
                    if (haveOneShape(all)) {
                        choices.add(
                                new VectorChoice(
                                        "between " + all.sets().size() + " sets",
                                        new Source.Loaded(all, true)));
                    }
                });
        for (SpontaneousSets.Named set : sets) {
            choices.add(
                    new VectorChoice(
                            set.name(),
                            new Source.Loaded(new SpontaneousSets(List.of(set)), false)));
        }
        return choices;
    }

    /** There is a line between sets of the same space and projections only. */
    private static boolean haveOneShape(SpontaneousSets all) {
        SpontaneousVectors first = all.sets().getFirst().vectors();
        return all.sets().stream()
                .map(SpontaneousSets.Named::vectors)
                .allMatch(set ->
                        set.space() == first.space()
                                && set.values().keySet().equals(first.values().keySet()));
    }

    /** All sets that say their level, the newest of each level; none where that is one only. */
    private static List<SpontaneousSets> together(List<SpontaneousSets.Named> sets) {
        List<SpontaneousSets.Named> levelled = new ArrayList<>();
        for (SpontaneousSets.Named set : sets.reversed()) {
            Double level = set.vectors().provenance().binding().level();
            boolean known =
                    level == null
                            || levelled.stream()
                                    .anyMatch(other ->
                                            level.equals(
                                                    other.vectors()
                                                            .provenance()
                                                            .binding()
                                                            .level()));
            if (!known) {
                levelled.add(set);
            }
        }
        return levelled.size() < 2 ? List.of() : List.of(new SpontaneousSets(levelled));
    }
}
