package io.sparsescope.engine.stability;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is to be pruned, and how. Stability-scored pruning, FLAP-style: the workbench's own
 * extension, not part of arXiv:2512.12744.
 *
 * @param ratio share of the weights of the structures to remove, in [0, 1)
 * @param score what ranks them
 * @param structures what may be removed
 * @param compensation what takes their place
 * @param layout how the loss is spread over the blocks
 * @param sparedEnds blocks left whole at either end under {@link Layout#PER_BLOCK}; {@link
 *     Layout#UNIFORM} spares none, because it has one width for all
 * @param layerCap largest share of its neurons, and of its groups, that a block may lose, in (0, 1)
 */
public record PruningRequest(
        double ratio,
        PruningScore score,
        Structures structures,
        Compensation compensation,
        Layout layout,
        int sparedEnds,
        double layerCap) {
    /** A block that loses more than half is another block. */
    public static final double DEFAULT_LAYER_CAP = 0.5;

    public PruningRequest {
        if (!(ratio >= 0 && ratio < 1)) {
            throw new IllegalArgumentException("the ratio must be in [0, 1), not " + ratio);
        }
        if (!(layerCap > 0 && layerCap < 1) || sparedEnds < 0) {
            throw new IllegalArgumentException(
                    "the cap must be in (0, 1) and spared blocks not negative: "
                            + layerCap
                            + ", "
                            + sparedEnds);
        }
    }

    /** Neurons by removal cost, uniformly, with their means folded in. */
    public PruningRequest(double ratio) {
        this(
                ratio,
                PruningScore.REMOVAL_COST,
                Structures.NEURONS,
                Compensation.MEAN,
                Layout.UNIFORM,
                1,
                DEFAULT_LAYER_CAP);
    }

    /** The share, of what and by which score, in the command line's words. */
    public String words() {
        return ratio + " of " + structures.cliName() + " by " + score.cliName();
    }

    /** What may be removed. */
    public enum Structures {
        /** MLP channels: a row of gate and of up, a column of down; 3 * hidden weights. */
        NEURONS,
        /**
         * A key/value head with its g query heads: (2 g + 2) * headDim * hidden weights in q, k, v
         * and o.
         */
        KV_GROUPS,
        BOTH;

        /** The name on the command line. */
        public String cliName() {
            return PruningRequest.cliName(this);
        }

        boolean neurons() {
            return this != KV_GROUPS;
        }

        boolean groups() {
            return this != NEURONS;
        }

        /** The structures called {@code name} on the command line. */
        public static Structures parse(String name) {
            return named(values(), name);
        }
    }

    /** What takes the place of a removed channel. */
    public enum Compensation {
        /** Its mean, folded into the bias: b += W[:, P] mu_P. */
        MEAN,
        /** Zero. */
        NONE;

        /** The name on the command line. */
        public String cliName() {
            return PruningRequest.cliName(this);
        }

        /** What is called {@code name} on the command line. */
        public static Compensation parse(String name) {
            return named(values(), name);
        }
    }

    /** How the loss is spread over the blocks. */
    public enum Layout {
        /** Every block loses the same number, as one {@code intermediate_size} demands. */
        UNIFORM,
        /** One ranking over all blocks; the file is as wide as the block that lost least. */
        PER_BLOCK;

        /** The name on the command line. */
        public String cliName() {
            return PruningRequest.cliName(this);
        }

        /** The layout called {@code name} on the command line. */
        public static Layout parse(String name) {
            return named(values(), name);
        }
    }

    /** The same at another ratio. */
    public PruningRequest with(double otherRatio) {
        return new PruningRequest(
                otherRatio, score, structures, compensation, layout, sparedEnds, layerCap);
    }

    /** The same with another score and compensation. */
    public PruningRequest with(PruningScore other, Compensation otherCompensation) {
        return new PruningRequest(
                ratio, other, structures, otherCompensation, layout, sparedEnds, layerCap);
    }

    /** The same with other structures, spread otherwise. */
    public PruningRequest with(Structures others, Layout otherLayout) {
        return new PruningRequest(
                ratio, score, others, compensation, otherLayout, sparedEnds, layerCap);
    }

    private static String cliName(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E named(E[] choices, String name) {
        return Arrays.stream(choices)
                .filter(choice -> cliName(choice).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'"
                                        + name
                                        + "' is none of "
                                        + Arrays.stream(choices)
                                                .map(PruningRequest::cliName)
                                                .collect(Collectors.joining(", "))));
    }
}
