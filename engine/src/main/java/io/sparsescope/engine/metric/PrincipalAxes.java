package io.sparsescope.engine.metric;

import io.sparsescope.engine.kernel.FloatMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/**
 * The directions in which states spread most, by principal component analysis (Hotelling 1933): the
 * leading unit eigenvectors of Xc^T Xc, with Xc the states minus their mean.
 *
 * <p>Fitted on the dense run alone, so that the axes hold still while the sparse run moves. With
 * fewer positions than channels the eigenvectors come from the Gram matrix: where Xc Xc^T u = l u,
 * the axis is Xc^T u / sqrt(l). An eigenvector's sign is arbitrary; here the loading of largest
 * magnitude is positive, so that a picture does not flip between runs. The first positions of a
 * prompt are best left out, or the first axis points at them and at nothing else.
 *
 * <p>Where states spread in fewer directions than were asked for, the other axes are zero vectors
 * with an explained share of 0, and every projection on them is 0.
 */
public final class PrincipalAxes {
    private final double[] mean;
    private final double[][] axes;
    private final double[] explainedShares;
    private final Spectrum spectrum;

    private PrincipalAxes(
            double[] mean, double[][] axes, double[] explainedShares, Spectrum spectrum) {
        this.mean = mean;
        this.axes = axes;
        this.explainedShares = explainedShares;
        this.spectrum = spectrum;
    }

    /**
     * Fits the axes. Takes time with the cube of the smaller of positions and channels.
     *
     * @param dense [position, channel] states of the dense run
     * @param count how many axes, at least 1
     */
    public static PrincipalAxes fit(FloatMatrix dense, int count) {
        return fit(States.of(dense), count);
    }

    /** The same of states that are widened already. */
    public static PrincipalAxes fit(States dense, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("asked for " + count + " axes, the least is 1");
        }
        return fit(new CentredStates(dense), count);
    }

    static PrincipalAxes fit(CentredStates dense, int count) {
        Eigenpairs pairs = Eigenpairs.of(dense.smallerGram());
        double energy = dense.energy();
        double[][] axes = new double[count][dense.channelCount()];
        double[] shares = new double[count];
        for (int index = 0; index < Math.min(count, pairs.count()); index++) {
            if (pairs.value(index) > 0) {
                axes[index] = axis(dense, pairs.vector(index));
                shares[index] = pairs.value(index) / energy;
            }
        }
        Spectrum spectrum = Spectrum.of(pairs, dense.positionCount());
        return new PrincipalAxes(dense.mean(), axes, shares, spectrum);
    }

    private static double[] axis(CentredStates centred, DMatrixRMaj vector) {
        DMatrixRMaj axis = vector;
        if (centred.fewerPositions()) {
            axis = new DMatrixRMaj(centred.channelCount(), 1);
            CommonOps_DDRM.multTransA(centred.matrix(), vector, axis);
        }
        double largest = 0;
        for (double loading : axis.data) {
            largest = Math.abs(loading) > Math.abs(largest) ? loading : largest;
        }
        CommonOps_DDRM.scale(Math.signum(largest) / NormOps_DDRM.normF(axis), axis);
        return axis.data;
    }

    /** Number of axes. */
    public int count() {
        return axes.length;
    }

    /** Mean of the states that the axes were fitted on, [channel]. */
    public double[] mean() {
        return mean.clone();
    }

    /** A unit vector [channel], or a zero vector beyond the rank of the states. */
    public double[] axis(int axis) {
        return axes[axis].clone();
    }

    /**
     * Share of the variance of the fitted states that lies along an axis, in [0, 1]: its eigenvalue
     * over the sum of all. 0 for constant states.
     */
    public double explainedShare(int axis) {
        return explainedShares[axis];
    }

    /** All eigenvalues of the covariance that the axes come from. */
    public Spectrum spectrum() {
        return spectrum;
    }

    /**
     * Coordinates [axis] of one state, in the units of the states: the inner products of its
     * distance from the mean with the axes.
     *
     * @param row [channel]
     */
    public double[] project(float[] row) {
        return project(States.of(row, mean.length))[0];
    }

    /**
     * Coordinates [position][axis] of many states.
     *
     * @param states [position, channel] of any run
     */
    public double[][] project(FloatMatrix states) {
        return project(States.of(states));
    }

    /** The same of states that are widened already. */
    public double[][] project(States states) {
        states.requireChannels(mean.length);
        double[][] coordinates = new double[states.positionCount()][axes.length];
        for (int position = 0; position < coordinates.length; position++) {
            for (int axis = 0; axis < axes.length; axis++) {
                double sum = 0;
                for (int channel = 0; channel < mean.length; channel++) {
                    sum += (states.get(position, channel) - mean[channel]) * axes[axis][channel];
                }
                coordinates[position][axis] = sum;
            }
        }
        return coordinates;
    }

    /**
     * Cosine of the angle between a direction and an axis, in [-1, 1]; 0 where either is zero. The
     * mean plays no part: a direction has no place.
     *
     * @param vector [channel], such as an activation vector or a difference of states
     */
    public double cosine(float[] vector, int axis) {
        requireWidth(vector.length);
        double product = 0;
        double energy = 0;
        for (int channel = 0; channel < vector.length; channel++) {
            product += vector[channel] * axes[axis][channel];
            energy += (double) vector[channel] * vector[channel];
        }
        return energy == 0 ? 0 : product / Math.sqrt(energy);
    }

    private void requireWidth(int channelCount) {
        if (channelCount != mean.length) {
            throw new IllegalArgumentException(
                    "axes of " + mean.length + " channels do not fit " + channelCount);
        }
    }
}
