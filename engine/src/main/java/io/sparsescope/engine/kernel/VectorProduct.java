package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Row-major matrix-vector product over the mapped weights, for one position or a few; widens
 * weights as it reads them.
 */
public final class VectorProduct implements MatrixProduct {

    @Override
    public void multiply(FloatMatrix x, WeightMatrix weight, FloatMatrix y) {
        Rows.forEach(
                weight.outSize(),
                weight.size() * x.rowCount(),
                out -> {
                    for (int position = 0; position < x.rowCount(); position++) {
                        y.set(position, out, dot(x, position, weight, out));
                    }
                });
    }

    private static float dot(FloatMatrix x, int position, WeightMatrix weight, int out) {
        return switch (weight.type()) {
            case BF16 -> dotBf16(x, position, weight, out);
            case F32 -> dotF32(x, position, weight, out);
            default -> dotWidened(x, position, weight, out);
        };
    }

    private static float dotBf16(FloatMatrix x, int position, WeightMatrix weight, int out) {
        int count = weight.inSize();
        long rowBytes = (long) count * Short.BYTES;
        MemorySegment row = weight.bytes().asSlice(out * rowBytes, rowBytes);
        MemorySegment input = x.data();
        long base = (long) position * count;
        FloatVector even = FloatVector.zero(Lanes.SPECIES);
        FloatVector odd = even;
        int in = 0;
        for (; in <= count - 2 * Lanes.COUNT; in += 2 * Lanes.COUNT) {
            even =
                    Widening.bf16(row, (long) in * Short.BYTES)
                            .fma(Lanes.load(input, base + in), even);
            odd =
                    Widening.bf16(row, (long) (in + Lanes.COUNT) * Short.BYTES)
                            .fma(Lanes.load(input, base + in + Lanes.COUNT), odd);
        }
        float sum = Lanes.sum(even.add(odd));
        for (; in < count; in++) {
            sum += weight.at(out, in) * x.get(position, in);
        }
        return sum;
    }

    private static float dotF32(FloatMatrix x, int position, WeightMatrix weight, int out) {
        int count = weight.inSize();
        long row = (long) out * count;
        long base = (long) position * count;
        FloatVector total = FloatVector.zero(Lanes.SPECIES);
        int in = 0;
        for (; in <= count - Lanes.COUNT; in += Lanes.COUNT) {
            total =
                    Lanes.load(weight.bytes(), row + in)
                            .fma(Lanes.load(x.data(), base + in), total);
        }
        float sum = Lanes.sum(total);
        for (; in < count; in++) {
            sum += weight.at(out, in) * x.get(position, in);
        }
        return sum;
    }

    private static float dotWidened(FloatMatrix x, int position, WeightMatrix weight, int out) {
        float[] row = new float[weight.inSize()];
        Widening.row(weight, out, row);
        float sum = 0;
        for (int in = 0; in < row.length; in++) {
            sum = Math.fma(row[in], x.get(position, in), sum);
        }
        return sum;
    }

    @Override
    public String toString() {
        return "Vector API " + Lanes.SPECIES.vectorBitSize() + " bit";
    }
}
