package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Everything but the matrix products in the Vector API. The same bits in every run. */
public final class VectorGradientKernels implements GradientKernels {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    private final GradientProduct product;

    /** Creates kernels whose matrix products {@code product} computes. */
    public VectorGradientKernels(GradientProduct product) {
        this.product = product;
    }

    @Override
    public void linear(FloatMatrix dy, Linear linear, FloatMatrix dx) {
        product.multiplyBack(dy, linear.weight(), 0, dx);
    }

    @Override
    public void addLinear(FloatMatrix dy, Linear linear, FloatMatrix dx) {
        product.multiplyBack(dy, linear.weight(), 1, dx);
    }

    @Override
    public void rmsNorm(FloatMatrix x, float[] gain, double epsilon, FloatMatrix gradient) {
        Rows.forEachGroup(
                x, gain.length, from -> normGroup(x.data(), from, gain, epsilon, gradient.data()));
    }

    private static void normGroup(
            MemorySegment x, long from, float[] gain, double epsilon, MemorySegment gradient) {
        int count = gain.length;
        FloatVector squares = FloatVector.zero(Lanes.SPECIES);
        FloatVector products = FloatVector.zero(Lanes.SPECIES);
        for (int i = 0; i < count; i += Lanes.COUNT) {
            int left = count - i;
            FloatVector value = Lanes.load(x, from + i, left);
            squares = value.fma(value, squares);
            FloatVector direct =
                    Lanes.load(gradient, from + i, left).mul(Lanes.load(gain, i, left));
            products = direct.fma(value, products);
        }
        double scale = 1 / Math.sqrt((double) Lanes.sum(squares) / count + epsilon);
        float along = (float) (-Lanes.sum(products) * scale * scale * scale / count);
        float straight = (float) scale;
        for (int i = 0; i < count; i += Lanes.COUNT) {
            int left = count - i;
            FloatVector direct =
                    Lanes.load(gradient, from + i, left).mul(Lanes.load(gain, i, left));
            FloatVector radial = Lanes.load(x, from + i, left).mul(along);
            Lanes.store(
                    direct.fma(FloatVector.broadcast(Lanes.SPECIES, straight), radial),
                    gradient,
                    from + i,
                    left);
        }
    }

    @Override
    public void gate(
            Activation activation,
            FloatMatrix postGradient,
            FloatMatrix pre,
            FloatMatrix preLinear) {
        int columns = pre.columnCount();
        Rows.forEach(
                pre.rowCount(),
                32L * pre.rowCount() * columns,
                row -> {
                    long from = (long) row * columns;
                    for (int i = 0; i < columns; i += Lanes.COUNT) {
                        int left = columns - i;
                        FloatVector post = Lanes.load(postGradient.data(), from + i, left);
                        FloatVector gate = Lanes.load(pre.data(), from + i, left);
                        FloatVector up = Lanes.load(preLinear.data(), from + i, left);
                        FloatVector slope = VectorActivation.derivative(activation, gate);
                        FloatVector gated = VectorActivation.of(activation, gate);
                        Lanes.store(post.mul(up).mul(slope), pre.data(), from + i, left);
                        Lanes.store(post.mul(gated), preLinear.data(), from + i, left);
                    }
                });
    }

    @Override
    public void attend(
            HeadInputs inputs,
            AttentionShape shape,
            int length,
            FloatMatrix zGradient,
            HeadInputs gradients) {
        int groups = shape.keyValueHeadCount();
        int tasks = inputs.q().rowCount() / length * groups;
        Rows.forEach(
                tasks,
                (long) inputs.q().rowCount() * length * inputs.q().columnCount(),
                task -> {
                    int first = task / groups * length;
                    int group = task % groups;
                    new VectorAttentionGradient(inputs, shape, first, length, group)
                            .write(inputs.q(), zGradient, gradients);
                });
    }

    @Override
    public double[] divergence(
            FloatMatrix teacher, FloatMatrix student, double temperature, double weight) {
        double[] divergences = new double[teacher.rowCount()];
        Rows.forEach(
                divergences.length,
                32L * divergences.length * teacher.columnCount(),
                row ->
                        divergences[row] =
                                VectorDivergence.ofRow(teacher, student, row, temperature, weight));
        return divergences;
    }

    @Override
    public void addRowSums(FloatMatrix x, double[] sums) {
        int vectors = Math.ceilDiv(sums.length, Lanes.COUNT);
        Rows.forEach(
                vectors,
                (long) x.rowCount() * x.columnCount(),
                vector -> {
                    int column = vector * Lanes.COUNT;
                    int left = sums.length - column;
                    DoubleVector low = DoubleVector.zero(DOUBLES);
                    DoubleVector high = low;
                    for (int row = 0; row < x.rowCount(); row++) {
                        FloatVector values =
                                Lanes.load(x.data(), (long) row * sums.length + column, left);
                        low = low.add(values.convertShape(VectorOperators.F2D, DOUBLES, 0));
                        high = high.add(values.convertShape(VectorOperators.F2D, DOUBLES, 1));
                    }
                    int half = DOUBLES.length();
                    for (int lane = 0; lane < Math.min(left, Lanes.COUNT); lane++) {
                        sums[column + lane] +=
                                lane < half ? low.lane(lane) : high.lane(lane - half);
                    }
                });
    }
}
