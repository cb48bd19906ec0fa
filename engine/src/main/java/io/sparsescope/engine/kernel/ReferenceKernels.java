package io.sparsescope.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Plain loops in double precision: slow, obvious, and what every other implementation is compared
 * with.
 */
public final class ReferenceKernels implements Kernels {

    @Override
    public void embed(WeightMatrix table, int[] tokens, FloatMatrix out) {
        for (int position = 0; position < tokens.length; position++) {
            for (int channel = 0; channel < table.inSize(); channel++) {
                out.set(position, channel, table.at(tokens[position], channel));
            }
        }
    }

    @Override
    public void linear(FloatMatrix x, Linear linear, FloatMatrix y) {
        WeightMatrix weight = linear.weight();
        float[] bias = linear.bias();
        for (int position = 0; position < x.rowCount(); position++) {
            for (int out = 0; out < weight.outSize(); out++) {
                double sum = bias == null ? 0 : bias[out];
                for (int in = 0; in < weight.inSize(); in++) {
                    sum += (double) x.get(position, in) * weight.at(out, in);
                }
                y.set(position, out, (float) sum);
            }
        }
    }

    @Override
    public void rmsNorm(FloatMatrix x, float[] gain, double epsilon, FloatMatrix y) {
        for (int position = 0; position < x.rowCount(); position++) {
            for (int group = 0; group < x.columnCount(); group += gain.length) {
                double squares = 0;
                for (int i = 0; i < gain.length; i++) {
                    squares += Math.pow(x.get(position, group + i), 2);
                }
                double scale = 1 / Math.sqrt(squares / gain.length + epsilon);
                for (int i = 0; i < gain.length; i++) {
                    y.set(
                            position,
                            group + i,
                            (float) (gain[i] * scale * x.get(position, group + i)));
                }
            }
        }
    }

    @Override
    public void rotate(FloatMatrix x, FloatMatrix cosine, FloatMatrix sine) {
        int half = cosine.columnCount();
        for (int position = 0; position < x.rowCount(); position++) {
            for (int head = 0; head < x.columnCount(); head += 2 * half) {
                for (int i = 0; i < half; i++) {
                    double cos = cosine.get(position, i);
                    double sin = sine.get(position, i);
                    double first = x.get(position, head + i);
                    double second = x.get(position, head + half + i);
                    x.set(position, head + i, (float) (first * cos - second * sin));
                    x.set(position, head + half + i, (float) (second * cos + first * sin));
                }
            }
        }
    }

    @Override
    public void attend(
            FloatMatrix q,
            KeyValues past,
            AttentionShape shape,
            FloatMatrix z,
            @Nullable FloatMatrix pattern) {
        for (int row = 0; row < q.rowCount(); row++) {
            for (int head = 0; head < shape.headCount(); head++) {
                double[] weights = weigh(q, past, shape, row, head);
                int firstKey = shape.firstKey(past.firstPosition() + row);
                mix(weights, firstKey, past.values(), shape, z.rows(row, 1), head);
                if (pattern != null) {
                    int keyCount = pattern.columnCount() / shape.headCount();
                    for (int key = 0; key < keyCount; key++) {
                        pattern.set(
                                row,
                                head * keyCount + key,
                                key < weights.length ? (float) weights[key] : 0);
                    }
                }
            }
        }
    }

    @Override
    public void attendWindows(HeadInputs inputs, AttentionShape shape, int length, FloatMatrix z) {
        for (int first = 0; first < z.rowCount(); first += length) {
            HeadInputs own = inputs.rows(first, length);
            KeyValues past = new KeyValues(own.k(), own.v(), 0);
            attend(own.q(), past, shape, z.rows(first, length), null);
        }
    }

    /** softmax(scale q K^T) of one query over the keys that it sees. */
    private static double[] weigh(
            FloatMatrix q, KeyValues past, AttentionShape shape, int row, int head) {
        int width = shape.headDim();
        int keyFrom = shape.keyValueHead(head) * width;
        int position = past.firstPosition() + row;
        int firstKey = shape.firstKey(position);
        double[] weights = new double[position + 1];
        double largest = Double.NEGATIVE_INFINITY;
        for (int key = firstKey; key <= position; key++) {
            double score = 0;
            for (int i = 0; i < width; i++) {
                score += (double) q.get(row, head * width + i) * past.keys().get(key, keyFrom + i);
            }
            weights[key] = score * shape.scale();
            largest = Math.max(largest, weights[key]);
        }
        double sum = 0;
        for (int key = firstKey; key <= position; key++) {
            weights[key] = Math.exp(weights[key] - largest);
            sum += weights[key];
        }
        for (int key = firstKey; key <= position; key++) {
            weights[key] /= sum;
        }
        return weights;
    }

    private static void mix(
            double[] weights,
            int firstKey,
            FloatMatrix values,
            AttentionShape shape,
            FloatMatrix z,
            int head) {
        int keyFrom = shape.keyValueHead(head) * shape.headDim();
        for (int i = 0; i < shape.headDim(); i++) {
            double mixed = 0;
            for (int key = firstKey; key < weights.length; key++) {
                mixed += weights[key] * values.get(key, keyFrom + i);
            }
            z.set(0, head * shape.headDim() + i, (float) mixed);
        }
    }

    @Override
    public void gate(
            Activation activation, FloatMatrix pre, FloatMatrix preLinear, FloatMatrix post) {
        for (int position = 0; position < pre.rowCount(); position++) {
            for (int channel = 0; channel < pre.columnCount(); channel++) {
                double gated =
                        activation.apply(pre.get(position, channel))
                                * preLinear.get(position, channel);
                post.set(position, channel, (float) gated);
            }
        }
    }

    @Override
    public void add(FloatMatrix x, FloatMatrix into) {
        for (int position = 0; position < x.rowCount(); position++) {
            for (int channel = 0; channel < x.columnCount(); channel++) {
                into.set(position, channel, into.get(position, channel) + x.get(position, channel));
            }
        }
    }

    @Override
    public void addBias(float[] bias, FloatMatrix into) {
        for (int position = 0; position < into.rowCount(); position++) {
            for (int channel = 0; channel < into.columnCount(); channel++) {
                into.set(position, channel, into.get(position, channel) + bias[channel]);
            }
        }
    }

    @Override
    public void clearColumns(int[] columns, FloatMatrix x) {
        for (int column : columns) {
            for (int row = 0; row < x.rowCount(); row++) {
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
        for (int position = 0; position < x.rowCount(); position++) {
            for (int channel = 0; channel < x.columnCount(); channel++) {
                float magnitude = Math.abs(x.get(position, channel));
                float score = magnitude * (columnWeight == null ? 1 : columnWeight[channel]);
                out.set(position, channel, score <= threshold ? 0 : values.get(position, channel));
            }
        }
    }

    @Override
    public void keepOpen(
            Activation activation,
            FloatMatrix pre,
            float threshold,
            FloatMatrix values,
            FloatMatrix out) {
        for (int position = 0; position < pre.rowCount(); position++) {
            for (int channel = 0; channel < pre.columnCount(); channel++) {
                float gate = (float) activation.apply(pre.get(position, channel));
                out.set(
                        position,
                        channel,
                        Math.abs(gate) <= threshold ? 0 : values.get(position, channel));
            }
        }
    }

    @Override
    public void keepLargest(FloatMatrix x, int count, FloatMatrix values, FloatMatrix out) {
        for (int position = 0; position < x.rowCount(); position++) {
            float[] row = values.rowToArray(position);
            Selection.keepLargest(x.rowToArray(position), count, row);
            out.setRow(position, row);
        }
    }

    @Override
    public String description() {
        return "plain loops";
    }
}
