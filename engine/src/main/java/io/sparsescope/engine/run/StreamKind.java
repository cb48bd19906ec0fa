package io.sparsescope.engine.run;

import java.util.Arrays;

/** The networks that continue one prompt side by side. */
public enum StreamKind {
    /** The whole network; the yardstick of the others. */
    DENSE("dense", "Dense"),
    /** What sparsity and pruning leave of it. */
    SPARSE("sparse", "Sparse"),
    /** The same with spontaneous neurons. */
    SPONTANEOUS("spontaneous", "Sparse + spontaneous");

    private final String cliName;
    private final String label;

    StreamKind(String cliName, String label) {
        this.cliName = cliName;
        this.label = label;
    }

    /** The word used on the command line and in files. */
    public String cliName() {
        return cliName;
    }

    /** The words shown in the window. */
    public String label() {
        return label;
    }

    /**
     * The stream whose {@link #cliName()} is {@code name}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static StreamKind parse(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.cliName.equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'"
                                        + name
                                        + "' is no stream; choose dense, sparse or spontaneous"));
    }
}
