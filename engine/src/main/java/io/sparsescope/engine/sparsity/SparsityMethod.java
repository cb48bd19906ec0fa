package io.sparsescope.engine.sparsity;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The ways of choosing zeros that a user can ask for; a calibration turns one into {@link
 * SparsityRule}s.
 */
public enum SparsityMethod {
    /** One magnitude threshold per projection, from calibration text (TEAL). */
    TEAL("teal", "TEAL threshold", "keep x\u2c7c iff |x\u2c7c| > \u03c4", "|x|"),
    /** A fixed number of largest magnitudes at each position. */
    TOP_K("topk", "Exact top-k", "keep the k largest |x\u2c7c| at each position", "|x|"),
    /** One threshold per projection on magnitude times column norm (WINA). */
    WINA(
            "wina",
            "WINA threshold",
            "keep x\u2c7c iff |x\u2c7c|\u00b7\u2016w\u2c7c\u2016\u2082 > \u03c4",
            "|x|\u00b7\u2016w\u2016\u2082"),
    /** One threshold per MLP on its gate; attention stays dense (CATS). */
    CATS(
            "cats",
            "CATS gate threshold",
            "keep MLP channel j iff |act(gate\u2c7c)| > \u03c4; skips up's row and down's column",
            "|act(gate)|");

    private final String cliName;
    private final String label;
    private final String formula;
    private final String scoreLabel;

    SparsityMethod(String cliName, String label, String formula, String scoreLabel) {
        this.cliName = cliName;
        this.label = label;
        this.formula = formula;
        this.scoreLabel = scoreLabel;
    }

    /** The word used on the command line and in files. */
    public String cliName() {
        return cliName;
    }

    /** The words shown in the window. */
    public String label() {
        return label;
    }

    /** What is compared with the threshold, in the formula's own letters. */
    public String scoreLabel() {
        return scoreLabel;
    }

    /** The rule in one line, for tooltips and provenance. */
    public String formula() {
        return formula;
    }

    /**
     * The method whose {@link #cliName()} is {@code name}.
     *
     * @throws IllegalArgumentException when there is none; the message lists the choices
     */
    public static SparsityMethod parse(String name) {
        for (SparsityMethod method : values()) {
            if (method.cliName.equals(name.toLowerCase(Locale.ROOT))) {
                return method;
            }
        }
        String choices =
                Arrays.stream(values())
                        .map(SparsityMethod::cliName)
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "'" + name + "' is no sparsity method; choose one of " + choices);
    }
}
