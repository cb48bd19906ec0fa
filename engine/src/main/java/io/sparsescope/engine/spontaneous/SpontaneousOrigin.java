package io.sparsescope.engine.spontaneous;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How vectors came about.
 *
 * @param kind in one word
 * @param settings everything else that is needed to make them again, by name, such as {@code seed}
 */
public record SpontaneousOrigin(Kind kind, SortedMap<String, String> settings) {
    /** Nothing is known. */
    public static final SpontaneousOrigin UNKNOWN =
            new SpontaneousOrigin(Kind.UNKNOWN, Collections.emptySortedMap());

    /** The ways of making vectors. */
    public enum Kind {
        /** By gradient descent on the divergence from the dense model (arXiv:2512.12744). */
        TRAINED("trained"),
        /** The mean of what the rules drop; nothing was trained. */
        MEAN_RESIDUAL("mean-residual"),
        /** Linearly between two sets for other levels. */
        INTERPOLATED("interpolated"),
        /** A file that does not say. */
        UNKNOWN("unknown");

        private final String cliName;

        Kind(String cliName) {
            this.cliName = cliName;
        }

        /** The word used in files and messages. */
        public String cliName() {
            return cliName;
        }

        /**
         * The kind whose {@link #cliName()} is {@code name}.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Kind parse(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.cliName.equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException(
                                    "'" + name + "' is no way in which vectors come about"));
        }
    }

    public SpontaneousOrigin {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }
}
