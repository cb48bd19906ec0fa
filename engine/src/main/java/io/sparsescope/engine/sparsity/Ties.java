package io.sparsescope.engine.sparsity;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Which of equal magnitudes top-k keeps when not all of them fit. Ties are no accident: at the
 * first position attention has one key, so that the query heads of a key/value group put out the
 * same, and products of short floats meet often.
 */
public enum Ties {
    /**
     * The lower channels; exactly k are kept. What every run does unless it was asked otherwise.
     */
    LOWER("lower"),
    /** The higher channels; exactly k are kept. */
    HIGHER("higher"),
    /** All of them, as |x_j| &gt;= the k-th largest means; more than k may be kept. */
    ALL("all");

    private final String cliName;

    Ties(String cliName) {
        this.cliName = cliName;
    }

    /** The word used on the command line and in files. */
    public String cliName() {
        return cliName;
    }

    /**
     * The choice whose {@link #cliName()} is {@code name}.
     *
     * @throws IllegalArgumentException when there is none; the message lists the choices
     */
    public static Ties parse(String name) {
        for (Ties ties : values()) {
            if (ties.cliName.equals(name)) {
                return ties;
            }
        }
        String choices =
                Arrays.stream(values()).map(Ties::cliName).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "'" + name + "' is no choice between ties; choose one of " + choices);
    }
}
