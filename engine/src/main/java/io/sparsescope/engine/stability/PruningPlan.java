package io.sparsescope.engine.stability;

import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is removed from every block.
 *
 * @param layers [layer]
 * @param asked weights that were asked to go
 * @param reached weights that go; never more
 * @param prunable weights of all structures that the request speaks of, in all blocks
 * @param projectionWeights weights of all projections of all blocks
 * @param groupWidth o_proj's input channels of one key/value group
 */
public record PruningPlan(
        List<Removed> layers,
        long asked,
        long reached,
        long prunable,
        long projectionWeights,
        int groupWidth) {
    public PruningPlan {
        layers = List.copyOf(layers);
    }

    /**
     * What one block loses.
     *
     * @param neurons MLP channels, ascending
     * @param groups key/value heads with their query heads, ascending
     */
    public record Removed(List<Integer> neurons, List<Integer> groups) {
        /** Loses nothing. */
        public static final Removed NOTHING = new Removed(List.of(), List.of());

        public Removed {
            neurons = neurons.stream().sorted().toList();
            groups = groups.stream().sorted().toList();
        }
    }

    /** Neurons removed in all blocks. */
    public int neuronCount() {
        return layers.stream().mapToInt(removed -> removed.neurons().size()).sum();
    }

    /** Key/value groups removed in all blocks. */
    public int groupCount() {
        return layers.stream().mapToInt(removed -> removed.groups().size()).sum();
    }

    /** Share of the structures' weights that go, in [0, 1). */
    public double staticSparsity() {
        return prunable == 0 ? 0 : (double) reached / prunable;
    }

    /** Share of all projection weights that go, in [0, 1). */
    public double projectionShare() {
        return (double) reached / projectionWeights;
    }

    /** The input channels of a projection that go, ascending; none where all stay. */
    public int[] removedInputs(ProjectionSite site) {
        Removed removed = layers.get(site.layer());
        return switch (site.projection()) {
            case DOWN_PROJ -> channels(removed.neurons(), 1);
            case O_PROJ -> channels(removed.groups(), groupWidth);
            case Q_PROJ, K_PROJ, V_PROJ, GATE_PROJ, UP_PROJ -> new int[0];
        };
    }

    /** The input channels of neurons, one wide, or of groups. */
    static int[] channels(List<Integer> structures, int width) {
        return structures.stream()
                .flatMapToInt(index -> IntStream.range(index * width, (index + 1) * width))
                .toArray();
    }

    /**
     * The share of the dense model's weights that a pass over the pruned one does not need, when a
     * dynamic rule drops its share of what pruning has left:
     *
     * <pre>
     * effective = 1 - (1 - static) (1 - dynamic)
     * </pre>
     *
     * @param staticShare share of weights removed for good, in [0, 1]
     * @param dynamicShare share of the remaining weights that a rule leaves out, in [0, 1]
     */
    public static double effectiveSparsity(double staticShare, double dynamicShare) {
        return 1 - (1 - staticShare) * (1 - dynamicShare);
    }
}
