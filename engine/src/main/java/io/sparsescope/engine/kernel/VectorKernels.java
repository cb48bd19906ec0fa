package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * Everything but the matrix products in the Vector API; those go to one of two {@link
 * MatrixProduct}s, by the number of positions.
 */
public final class VectorKernels implements Kernels {
    private final MatrixProduct batchProduct;
    private final MatrixProduct singleProduct;

    /**
     * Creates kernels.
     *
     * @param batchProduct multiplies several positions at once
     * @param singleProduct multiplies one position
     */
    public VectorKernels(MatrixProduct batchProduct, MatrixProduct singleProduct) {
        this.batchProduct = batchProduct;
        this.singleProduct = singleProduct;
    }

    @Override
    public void embed(WeightMatrix table, int[] tokens, FloatMatrix out) {
        for (int position = 0; position < tokens.length; position++) {
            Widening.row(table, tokens[position], out.data(), position * out.rowBytes());
        }
    }

    @Override
    public void linear(FloatMatrix x, Linear linear, FloatMatrix y) {
        MatrixProduct product = x.rowCount() == 1 ? singleProduct : batchProduct;
        product.multiply(x, linear.weight(), y);
        float[] bias = linear.bias();
        if (bias != null) {
            Rows.forEach(
                    y.rowCount(),
                    0,
                    row -> RowKernels.addBias(bias, y.data(), (long) row * bias.length));
        }
    }

    @Override
    public void rmsNorm(FloatMatrix x, float[] gain, double epsilon, FloatMatrix y) {
        Rows.forEachGroup(
                x,
                gain.length,
                from -> RowKernels.rmsNorm(x.data(), from, gain, epsilon, y.data()));
    }

    @Override
    public void rotate(FloatMatrix x, FloatMatrix cosine, FloatMatrix sine) {
        Rows.forEach(
                x.rowCount(),
                (long) x.rowCount() * x.columnCount(),
                row -> RowKernels.rotate(x, row, cosine, sine));
    }

    @Override
    public void attend(
            FloatMatrix q,
            KeyValues past,
            AttentionShape shape,
            FloatMatrix z,
            @Nullable FloatMatrix pattern) {
        long work = (long) q.rowCount() * (past.firstPosition() + q.rowCount()) * q.columnCount();
        Rows.forEach(
                q.rowCount(),
                work,
                row -> VectorAttention.attendRow(q, row, past, shape, z, pattern));
    }

    @Override
    public void attendWindows(HeadInputs inputs, AttentionShape shape, int length, FloatMatrix z) {
        int groups = shape.keyValueHeadCount();
        Rows.forEach(
                z.rowCount() / length * groups,
                (long) z.rowCount() * length * z.columnCount(),
                task -> {
                    int first = task / groups * length;
                    new VectorWindowAttention(inputs, shape, first, length, task % groups)
                            .write(inputs.q(), z);
                });
    }

    @Override
    public void gate(
            Activation activation, FloatMatrix pre, FloatMatrix preLinear, FloatMatrix post) {
        // An exponential costs about as much as sixteen ordinary elements.
        Rows.forEach(
                pre.rowCount(),
                16L * pre.rowCount() * pre.columnCount(),
                row -> RowKernels.gate(activation, pre, preLinear, post, row));
    }

    @Override
    public void add(FloatMatrix x, FloatMatrix into) {
        Rows.forEach(x.rowCount(), 0, row -> RowKernels.add(x, into, row));
    }

    @Override
    public void addBias(float[] bias, FloatMatrix into) {
        Rows.forEach(
                into.rowCount(),
                0,
                row -> RowKernels.addBias(bias, into.data(), (long) row * into.columnCount()));
    }

    @Override
    public void clearColumns(int[] columns, FloatMatrix x) {
        for (int row = 0; row < x.rowCount(); row++) {
            for (int column : columns) {
                x.set(row, column, 0);
            }
        }
    }

    @Override
    public void keepAbove(
            FloatMatrix x,
            float @Nullable [] columnWeight,
            float threshold,
            FloatMatrix values,
            FloatMatrix out) {
        int columns = x.columnCount();
        MemorySegment scored = x.data();
        MemorySegment source = values.data();
        MemorySegment target = out.data();
        Rows.forEach(
                x.rowCount(),
                (long) x.rowCount() * columns,
                row -> {
                    long from = (long) row * columns;
                    for (int i = 0; i < columns; i += Lanes.COUNT) {
                        int left = columns - i;
                        FloatVector score = Lanes.load(scored, from + i, left).abs();
                        if (columnWeight != null) {
                            score = score.mul(Lanes.load(columnWeight, i, left));
                        }
                        VectorMask<Float> dropped = score.compare(VectorOperators.LE, threshold);
                        Lanes.store(
                                Lanes.load(source, from + i, left).blend(0, dropped),
                                target,
                                from + i,
                                left);
                    }
                });
    }

    @Override
    public void keepOpen(
            Activation activation,
            FloatMatrix pre,
            float threshold,
            FloatMatrix values,
            FloatMatrix out) {
        int columns = pre.columnCount();
        Rows.forEach(
                pre.rowCount(),
                16L * pre.rowCount() * columns,
                row -> {
                    long from = (long) row * columns;
                    for (int i = 0; i < columns; i += Lanes.COUNT) {
                        int left = columns - i;
                        FloatVector gate =
                                VectorActivation.of(
                                                activation, Lanes.load(pre.data(), from + i, left))
                                        .abs();
                        VectorMask<Float> closed = gate.compare(VectorOperators.LE, threshold);
                        Lanes.store(
                                Lanes.load(values.data(), from + i, left).blend(0, closed),
                                out.data(),
                                from + i,
                                left);
                    }
                });
    }

    @Override
    public void keepLargest(FloatMatrix x, int count, FloatMatrix values, FloatMatrix out) {
        Rows.forEach(
                x.rowCount(),
                16L * x.rowCount() * x.columnCount(),
                row -> {
                    float[] kept = values.rowToArray(row);
                    Selection.keepLargest(x.rowToArray(row), count, kept);
                    out.setRow(row, kept);
                });
    }

    @Override
    public String description() {
        return batchProduct + ", " + singleProduct;
    }
}
