package io.sparsescope.engine.training;

import io.sparsescope.engine.kernel.AttentionShape;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.model.LayerWeights;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network once more, in double precision and the plainest loops, so that finite differences of
 * its loss are good to many digits. Everything is [position][channel].
 */
final class DoubleNetwork {
    /** Decides what is dropped, or repeats what was decided. */
    interface Mask {
        /**
         * Zeroes entries of a copy.
         *
         * @param gate the MLP's gate before its activation, at down_proj
         */
        double[] keep(ProjectionSite site, int position, double[] x, double @Nullable [] gate);
    }

    private final Model model;
    private final ModelConfig config;
    private final Mask mask;
    private final Map<ProjectionSite, double[]> shifts;
    private final int firstSparse;

    /**
     * Creates the network.
     *
     * @param shifts [out] what is added to outputs at sparse positions
     */
    DoubleNetwork(Model model, Mask mask, Map<ProjectionSite, double[]> shifts, int firstSparse) {
        this.model = model;
        this.config = model.config();
        this.mask = mask;
        this.shifts = shifts;
        this.firstSparse = firstSparse;
    }

    /** log softmax(logits / temperature), [position][vocab]. */
    double[][] logProbabilities(int[] tokens, double temperature) {
        double[][] stream = new double[tokens.length][config.hiddenSize()];
        for (int position = 0; position < tokens.length; position++) {
            for (int channel = 0; channel < config.hiddenSize(); channel++) {
                stream[position][channel] = model.embedding().at(tokens[position], channel);
            }
        }
        for (int layer = 0; layer < config.layerCount(); layer++) {
            attention(layer, stream);
            feedForward(layer, stream);
        }
        double[][] rows = new double[tokens.length][];
        for (int position = 0; position < tokens.length; position++) {
            double[] normed = norm(stream[position], model.finalNorm());
            rows[position] = logSoftmax(multiply(model.unembedding(), normed), temperature);
        }
        return rows;
    }

    private void attention(int layer, double[][] stream) {
        LayerWeights weights = model.layer(layer);
        int length = stream.length;
        double[][] q = new double[length][];
        double[][] k = new double[length][];
        double[][] v = new double[length][];
        for (int position = 0; position < length; position++) {
            double[] n = norm(stream[position], weights.attentionNorm());
            q[position] = project(layer, Projection.Q_PROJ, position, n, null);
            k[position] = project(layer, Projection.K_PROJ, position, n, null);
            v[position] = project(layer, Projection.V_PROJ, position, n, null);
            q[position] = turn(q[position], weights.queryNorm(), position);
            k[position] = turn(k[position], weights.keyNorm(), position);
        }
        for (int position = 0; position < length; position++) {
            double[] z = mix(position, q[position], k, v, config.attentionShape(layer));
            add(project(layer, Projection.O_PROJ, position, z, null), stream[position]);
        }
    }

    private void feedForward(int layer, double[][] stream) {
        for (int position = 0; position < stream.length; position++) {
            double[] n = norm(stream[position], model.layer(layer).mlpNorm());
            double[] gate = project(layer, Projection.GATE_PROJ, position, n, null);
            double[] post = project(layer, Projection.UP_PROJ, position, n, null);
            for (int channel = 0; channel < post.length; channel++) {
                post[channel] *= config.activation().apply(gate[channel]);
            }
            add(project(layer, Projection.DOWN_PROJ, position, post, gate), stream[position]);
        }
    }

    private double[] project(
            int layer, Projection projection, int position, double[] x, double @Nullable [] gate) {
        ProjectionSite site = new ProjectionSite(layer, projection);
        double[] kept = position < firstSparse ? x : mask.keep(site, position, x, gate);
        double[] y = multiply(model.layer(layer).projection(projection), kept);
        double[] shift = shifts.get(site);
        if (shift != null && position >= firstSparse) {
            add(shift, y);
        }
        return y;
    }

    private static double[] multiply(Linear linear, double[] x) {
        double[] y = new double[linear.weight().outSize()];
        float[] bias = linear.bias();
        for (int out = 0; out < y.length; out++) {
            y[out] = bias == null ? 0 : bias[out];
            for (int in = 0; in < x.length; in++) {
                y[out] += linear.weight().at(out, in) * x[in];
            }
        }
        return y;
    }

    private static void add(double[] x, double[] into) {
        for (int channel = 0; channel < into.length; channel++) {
            into[channel] += x[channel];
        }
    }

    private double[] norm(double[] x, float[] gain) {
        double[] y = new double[x.length];
        for (int group = 0; group < x.length; group += gain.length) {
            double squares = 0;
            for (int i = 0; i < gain.length; i++) {
                squares += x[group + i] * x[group + i];
            }
            double scale = 1 / Math.sqrt(squares / gain.length + config.normEpsilon());
            for (int i = 0; i < gain.length; i++) {
                y[group + i] = gain[i] * scale * x[group + i];
            }
        }
        return y;
    }

    private double[] turn(double[] heads, float @Nullable [] headNorm, int position) {
        double[] x = headNorm == null ? heads.clone() : norm(heads, headNorm);
        int half = config.headDim() / 2;
        try (Arena arena = Arena.ofConfined()) {
            FloatMatrix cosine = FloatMatrix.allocate(arena, 1, half);
            FloatMatrix sine = FloatMatrix.allocate(arena, 1, half);
            config.rope().fill(position, cosine, sine);
            for (int head = 0; head < x.length; head += 2 * half) {
                for (int i = 0; i < half; i++) {
                    double first = x[head + i];
                    double second = x[head + half + i];
                    x[head + i] = first * cosine.get(0, i) - second * sine.get(0, i);
                    x[head + half + i] = second * cosine.get(0, i) + first * sine.get(0, i);
                }
            }
        }
        return x;
    }

    private double[] mix(
            int position, double[] q, double[][] k, double[][] v, AttentionShape shape) {
        double[] z = new double[q.length];
        for (int head = 0; head < shape.headCount(); head++) {
            int from = head * shape.headDim();
            int keyFrom = shape.keyValueHead(head) * shape.headDim();
            double[] scores = new double[position + 1];
            Arrays.fill(scores, Double.NEGATIVE_INFINITY);
            for (int key = shape.firstKey(position); key <= position; key++) {
                scores[key] = 0;
                for (int i = 0; i < shape.headDim(); i++) {
                    scores[key] += shape.scale() * q[from + i] * k[key][keyFrom + i];
                }
            }
            double[] weights = logSoftmax(scores, 1);
            for (int key = shape.firstKey(position); key <= position; key++) {
                for (int i = 0; i < shape.headDim(); i++) {
                    z[from + i] += Math.exp(weights[key]) * v[key][keyFrom + i];
                }
            }
        }
        return z;
    }

    private static double[] logSoftmax(double[] logits, double temperature) {
        double largest = Arrays.stream(logits).max().orElseThrow() / temperature;
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit / temperature - largest);
        }
        double[] values = new double[logits.length];
        for (int index = 0; index < logits.length; index++) {
            values[index] = logits[index] / temperature - largest - Math.log(sum);
        }
        return values;
    }
}
