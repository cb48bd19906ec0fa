package io.sparsescope.engine.sweep;

import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.spontaneous.MeanResidualSetting;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What stands in for what a cell of a sweep drops. */
public sealed interface Compensation {
    /** Nothing does. */
    Compensation NONE = new None();

    /** Nothing does. */
    record None() implements Compensation {}

    /**
     * Means of what is dropped, taken over the calibration text at the cell's very setting.
     *
     * @param setting how they are taken
     */
    record Mean(MeanResidualSetting setting) implements Compensation {}

    /**
     * Vectors from files: of several, those made for the nearest level.
     *
     * @param files as the spec names them
     * @param interpolated whether the line between two files is used where none has the level
     * @param strength what the vectors are multiplied by
     * @param scopes projections whose vectors act; empty for all that there are
     */
    record Vectors(
            List<String> files, boolean interpolated, double strength, SortedSet<LevelScope> scopes)
            implements Compensation {
        public Vectors {
            if (files.isEmpty()) {
                throw new IllegalArgumentException("vectors need a file");
            }
            files = List.copyOf(files);
            new SpontaneousSetting(strength, Collections.emptySortedSet());
            scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        }
    }

    /** In a word or two, for tables and legends; not unique among vectors of equal names. */
    default String words() {
        return switch (this) {
            case None _ -> "none";
            case Mean mean ->
                    "mean " + mean.setting().target().cliName() + at(mean.setting().scopes());
            case Vectors vectors ->
                    "vectors "
                            + lastName(vectors.files().getFirst())
                            + (vectors.files().size() > 1
                                    ? " and " + (vectors.files().size() - 1) + " more"
                                    : "")
                            + (vectors.interpolated() ? " between" : "")
                            + (vectors.strength() == 1 ? "" : " x" + vectors.strength())
                            + at(vectors.scopes());
        };
    }

    private static String at(SortedSet<LevelScope> scopes) {
        return scopes.isEmpty()
                ? ""
                : scopes.stream()
                        .map(LevelScope::toString)
                        .collect(Collectors.joining(",", " at ", ""));
    }

    private static String lastName(String file) {
        return file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
    }
}
