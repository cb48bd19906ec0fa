package io.sparsescope.engine.spontaneous;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Which output of a projection a mean-residual bias restores in the mean. */
public enum ResidualTarget {
    /**
     * What the projection would put out without its own rule, on the input that it gets: b = W E[x
     * - S(x)], the mean of the paper's residual e(x) = W x - W S(x).
     */
    OWN("own"),
    /**
     * What it puts out in the dense network: b = E[W x_dense] - E[W S(x)]. This also makes up for
     * what everything before has changed, which may feed on itself: see docs/spontaneous.md.
     */
    DENSE("dense");

    private final String cliName;

    ResidualTarget(String cliName) {
        this.cliName = cliName;
    }

    /** The word used on the command line and in files. */
    public String cliName() {
        return cliName;
    }

    /**
     * The target whose {@link #cliName()} is {@code name}.
     *
     * @throws IllegalArgumentException when there is none; the message lists the choices
     */
    public static ResidualTarget parse(String name) {
        return Arrays.stream(values())
                .filter(target -> target.cliName.equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'"
                                        + name
                                        + "' is no target of means; choose one of "
                                        + Arrays.stream(values())
                                                .map(ResidualTarget::cliName)
                                                .collect(Collectors.joining(", "))));
    }
}
