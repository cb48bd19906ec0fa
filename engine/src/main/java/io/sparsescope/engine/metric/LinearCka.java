package io.sparsescope.engine.metric;

import io.sparsescope.engine.observation.Reading;
import java.util.concurrent.CompletableFuture;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Linear centred kernel alignment of two runs' states at the same positions (Kornblith et al. 2019,
 * "Similarity of neural network representations revisited"): 1 where one is a rotated, scaled and
 * moved copy of the other.
 *
 * <p>With centred X and Y and s(X, Y) = ||Yc^T Xc||_F^2 = &lt;Xc Xc^T, Yc Yc^T&gt; it is s(X, Y) /
 * sqrt(s(X, X) s(Y, Y)), in [0, 1]. That goes to 1 for any two runs when there are few positions
 * and many channels, so it is refused below {@value #POSITIONS_PER_CHANNEL} positions per channel.
 *
 * <p>The debiased one takes out what independent positions would give: with r_t = ||xc_t||^2, q_t =
 * ||yc_t||^2 and n positions, s becomes s(X, Y) - n/(n-2) sum_t r_t q_t + sum r sum q /
 * ((n-1)(n-2)). That is the U-statistic of Szekely and Rizzo 2014 in terms of channels, as in
 * Google Research's representation_similarity; around 0 for unrelated runs, slightly negative at
 * times.
 *
 * <p>Either is ruled by the channels of largest variance: see {@link States#standardised}.
 */
public final class LinearCka {
    /** The least positions per channel at which the biased alignment says anything. */
    public static final int POSITIONS_PER_CHANNEL = 4;

    /** The least positions at which the debiased alignment is defined. */
    public static final int LEAST_POSITIONS = 4;

    /** A self-similarity that debiasing lowers to this share of itself is rounding. */
    private static final double ROUNDING = 1e-13;

    private static final Reading CONSTANT =
            new Reading.Refused("the states of a run are the same at every position");

    private final CentredStates states;
    private final double[] rowEnergies;
    private final double selfSimilarity;

    private LinearCka(CentredStates states) {
        this.states = states;
        this.rowEnergies = states.rowEnergies();
        this.selfSimilarity = similarity(states, states);
    }

    /**
     * Both alignments of a pair.
     *
     * @param biased in [0, 1]
     * @param debiased in [-1, 1]
     */
    public record Alignment(Reading biased, Reading debiased) {}

    /**
     * Measures a pair, on two threads.
     *
     * @param dense X [position, channel]
     * @param other Y [position, channel]
     * @throws IllegalArgumentException when the shapes differ
     */
    public static Alignment between(States dense, States other) {
        CompletableFuture<LinearCka> prepared = CompletableFuture.supplyAsync(() -> of(dense));
        LinearCka second = of(other);
        LinearCka first = prepared.join();
        return new Alignment(first.biased(second), first.debiased(second));
    }

    /** One run, prepared for several comparisons. */
    public static LinearCka of(States states) {
        return of(new CentredStates(states));
    }

    static LinearCka of(CentredStates states) {
        return new LinearCka(states);
    }

    /** The alignment as first defined; refused when there are too few positions. */
    public Reading biased(LinearCka other) {
        states.requirePaired(other.states);
        int least = POSITIONS_PER_CHANNEL * states.channelCount();
        if (states.positionCount() < least) {
            return new Reading.Refused(
                    "%d positions of %d channels would look alike whatever they are; needs %d positions"
                            .formatted(states.positionCount(), states.channelCount(), least));
        }
        return aligned(similarity(states, other.states), selfSimilarity, other.selfSimilarity);
    }

    /** The alignment without the bias of few positions. */
    public Reading debiased(LinearCka other) {
        states.requirePaired(other.states);
        if (states.positionCount() < LEAST_POSITIONS) {
            return new Reading.Refused(
                    "%d positions are too few to take the bias out; needs %d"
                            .formatted(states.positionCount(), LEAST_POSITIONS));
        }
        double mutual = debias(similarity(states, other.states), other);
        double own = debias(selfSimilarity, this);
        double others = other.debias(other.selfSimilarity, other);
        if (own <= ROUNDING * selfSimilarity || others <= ROUNDING * other.selfSimilarity) {
            boolean constant = selfSimilarity == 0 || other.selfSimilarity == 0;
            return constant
                    ? CONSTANT
                    : new Reading.Refused("all positions of a run are equally far from each other");
        }
        return aligned(mutual, own, others);
    }

    private static Reading aligned(double mutual, double own, double others) {
        if (own == 0 || others == 0) {
            return CONSTANT;
        }
        // The root of each: their product may be beyond the largest double.
        return new Reading.Value(mutual / (Math.sqrt(own) * Math.sqrt(others)));
    }

    private double debias(double similarity, LinearCka other) {
        double n = states.positionCount();
        double products = 0;
        double own = 0;
        double others = 0;
        for (int position = 0; position < rowEnergies.length; position++) {
            products += rowEnergies[position] * other.rowEnergies[position];
            own += rowEnergies[position];
            others += other.rowEnergies[position];
        }
        return similarity - n / (n - 2) * products + own * others / ((n - 1) * (n - 2));
    }

    /**
     * ||Yc^T Xc||_F^2 in the cheaper of its forms. Two symmetric Gram matrices of positions take 2
     * n^2 d multiplications; those of channels and the mixed one take 4 d^2 n.
     */
    private static double similarity(CentredStates first, CentredStates second) {
        if (first.positionCount() < 2 * first.channelCount()) {
            return product(first.positionGram(), second.positionGram());
        }
        DMatrixRMaj mixed = first.channelGram();
        if (first != second) {
            mixed = new DMatrixRMaj(second.channelCount(), first.channelCount());
            CommonOps_DDRM.multTransA(second.matrix(), first.matrix(), mixed);
        }
        return product(mixed, mixed);
    }

    /** Sum of the products of all elements. */
    private static double product(DMatrixRMaj first, DMatrixRMaj second) {
        double sum = 0;
        for (int index = 0; index < first.data.length; index++) {
            sum += first.data[index] * second.data[index];
        }
        return sum;
    }
}
