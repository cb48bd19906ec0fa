package io.sparsescope.engine.metric;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenvalues of a symmetric matrix without negative ones, largest first, with eigenvectors where
 * they were asked for. What is no more than rounding counts as 0.
 */
final class Eigenpairs {
    /** Relative rounding; times the size of a matrix, that of its eigenvalues. */
    private static final double EPSILON = Math.ulp(1.0);

    private final EigenDecomposition_F64<DMatrixRMaj> decomposition;

    /** Places in the decomposition, largest eigenvalue first. */
    private final int[] order;

    private final double noise;

    private Eigenpairs(DMatrixRMaj gram, boolean withVectors) {
        int size = gram.numRows;
        decomposition = DecompositionFactory_DDRM.eig(size, withVectors, true);
        DMatrixRMaj input = decomposition.inputModified() ? gram.copy() : gram;
        if (!decomposition.decompose(input)) {
            throw new ArithmeticException(
                    "no eigenvalues were found of a matrix of size %d".formatted(size));
        }
        order =
                IntStream.range(0, size)
                        .boxed()
                        .sorted((first, second) -> Double.compare(raw(second), raw(first)))
                        .mapToInt(Integer::intValue)
                        .toArray();
        noise = raw(order[0]) * EPSILON * size;
    }

    /** The eigenvalues alone, which take a third of the time. */
    static Eigenpairs valuesOf(DMatrixRMaj gram) {
        return new Eigenpairs(gram, false);
    }

    static Eigenpairs of(DMatrixRMaj gram) {
        return new Eigenpairs(gram, true);
    }

    /** Size of the matrix. */
    int count() {
        return order.length;
    }

    /** An eigenvalue, or 0 where it is no more than rounding. */
    double value(int index) {
        double value = raw(order[index]);
        return value > noise ? value : 0;
    }

    /** All eigenvalues, largest first. */
    double[] values() {
        return IntStream.range(0, count()).mapToDouble(this::value).toArray();
    }

    /** A unit eigenvector [size, 1]. */
    DMatrixRMaj vector(int index) {
        return decomposition.getEigenVector(order[index]);
    }

    private double raw(int place) {
        return decomposition.getEigenvalue(place).getReal();
    }
}
