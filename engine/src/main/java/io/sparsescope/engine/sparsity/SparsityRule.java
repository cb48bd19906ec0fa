package io.sparsescope.engine.sparsity;

/**
 * How one projection chooses which entries of its input x [position, channel] survive; the others
 * are set to zero before the projection multiplies them.
 *
 * <p>Rules are data: the forward pass owns the one implementation of each.
 */
public sealed interface SparsityRule {
    /** Every entry is kept. */
    Dense DENSE = new Dense();

    /** Every entry is kept; the pass takes exactly the dense path. */
    record Dense() implements SparsityRule {}

    /**
     * TEAL (arXiv:2408.14690): x_j is kept iff |x_j| &gt; threshold.
     *
     * @param threshold in the units of the activation; never negative
     */
    record MagnitudeThreshold(float threshold) implements SparsityRule {
        public MagnitudeThreshold {
            requireThreshold(threshold);
        }
    }

    /**
     * WINA (arXiv:2505.19427): x_j is kept iff |x_j| * ||W[:, j]||_2 &gt; threshold.
     *
     * @param threshold in the units of activation times weight; never negative
     */
    record WeightedThreshold(float threshold) implements SparsityRule {
        public WeightedThreshold {
            requireThreshold(threshold);
        }
    }

    /**
     * The {@code keptCount} entries of largest |x_j| are kept at each position.
     *
     * @param keptCount channels kept at each position; at least 1
     * @param ties which of equal magnitudes
     */
    record TopK(int keptCount, Ties ties) implements SparsityRule {
        public TopK {
            if (keptCount < 1) {
                throw new IllegalArgumentException("keptCount must be at least 1: " + keptCount);
            }
        }

        /** Exactly {@code keptCount}; of equal magnitudes the lower channel wins. */
        public TopK(int keptCount) {
            this(keptCount, Ties.LOWER);
        }
    }

    /**
     * CATS (arXiv:2404.08763): channel j of the gated activation is kept iff |act(gate_j)| &gt;
     * threshold. Whatever is dropped saves a row of the up projection and a column of the down
     * projection, so the rule stands at down_proj and up_proj has none of its own.
     *
     * @param threshold in the units of the gate after its activation function; never negative
     */
    record GateThreshold(float threshold) implements SparsityRule {
        public GateThreshold {
            requireThreshold(threshold);
        }
    }

    private static void requireThreshold(float threshold) {
        if (!(threshold >= 0) || Float.isInfinite(threshold)) {
            throw new IllegalArgumentException(
                    "a threshold must be finite and not negative: " + threshold);
        }
    }
}
