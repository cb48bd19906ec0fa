package io.sparsescope.engine.metric;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * States minus their mean, with the products that several metrics want of them, each made once and
 * at first use. Owned by one thread at a time.
 */
final class CentredStates {
    private final double[] mean;
    private final States centred;
    private @Nullable DMatrixRMaj positionGram;
    private @Nullable DMatrixRMaj channelGram;

    CentredStates(States states) {
        this.mean = states.mean();
        this.centred = states.minus(mean);
    }

    /** What was taken away, [channel]. */
    double[] mean() {
        return mean;
    }

    /** Xc [position, channel]; read only. */
    DMatrixRMaj matrix() {
        return centred.matrix();
    }

    int positionCount() {
        return centred.positionCount();
    }

    int channelCount() {
        return centred.channelCount();
    }

    /** Xc Xc^T [position, position]; read only. */
    DMatrixRMaj positionGram() {
        DMatrixRMaj gram = positionGram;
        if (gram == null) {
            // Of the transposed matrix: adding rows to rows takes half the time of inner products.
            gram = inner(CommonOps_DDRM.transpose(matrix(), null));
            positionGram = gram;
        }
        return gram;
    }

    /** Xc^T Xc [channel, channel]; read only. */
    DMatrixRMaj channelGram() {
        DMatrixRMaj gram = channelGram;
        if (gram == null) {
            gram = inner(matrix());
            channelGram = gram;
        }
        return gram;
    }

    /** A^T A, of which half is computed. */
    private static DMatrixRMaj inner(DMatrixRMaj matrix) {
        DMatrixRMaj product = new DMatrixRMaj(matrix.numCols, matrix.numCols);
        CommonOps_DDRM.multInner(matrix, product);
        return product;
    }

    /** Whether {@link #smallerGram} is the one of positions. */
    boolean fewerPositions() {
        return positionCount() < channelCount();
    }

    /** The smaller of the two Gram matrices: their eigenvalues differ by zeros only. */
    DMatrixRMaj smallerGram() {
        return fewerPositions() ? positionGram() : channelGram();
    }

    /** Refuses states that cannot be paired with these, row by row. */
    void requirePaired(CentredStates other) {
        centred.requirePaired(other.centred);
    }

    /** ||row||^2 of every position. */
    double[] rowEnergies() {
        double[] energies = new double[positionCount()];
        for (int position = 0; position < energies.length; position++) {
            for (int channel = 0; channel < channelCount(); channel++) {
                double value = centred.get(position, channel);
                energies[position] += value * value;
            }
        }
        return energies;
    }

    /** ||Xc||_F^2. */
    double energy() {
        return Arrays.stream(rowEnergies()).sum();
    }
}
