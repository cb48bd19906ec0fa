package io.sparsescope.engine.sparsity;

/** How the asked sparsity is spread over the projections before single levels are overridden. */
public sealed interface Allocation {
    /** Every projection gets the asked level. */
    Allocation UNIFORM = new Uniform();

    /** Every projection gets the asked level. */
    record Uniform() implements Allocation {}

    /**
     * Block-wise greedy (TEAL, arXiv:2408.14690, algorithm 1): in each block levels grow where they
     * add the least error, until the block as a whole reaches the asked level.
     */
    record Greedy() implements Allocation {}

    /**
     * A given table. It holds as it is when the asked level is its own mean, weighted by weights;
     * for any other asked level all its levels are scaled alike, up to {@link #LARGEST_LEVEL}.
     *
     * @param name where it comes from, for the user and for provenance
     * @param table the levels
     */
    record Table(String name, AllocationTable table) implements Allocation {}

    /** No level of a scaled table is larger. */
    double LARGEST_LEVEL = 0.99;

    /** The word used on the command line and in provenance; a table's is its name. */
    default String cliName() {
        return switch (this) {
            case Uniform _ -> "uniform";
            case Greedy _ -> "greedy";
            case Table table -> table.name();
        };
    }
}
