package io.sparsescope.engine.kernel;

/** Plain loops in double precision, what every other implementation is compared with. */
public final class ReferenceGradientKernels implements GradientKernels {

    @Override
    public void linear(FloatMatrix dy, Linear linear, FloatMatrix dx) {
        linear(dy, linear.weight(), 0, dx);
    }

    @Override
    public void addLinear(FloatMatrix dy, Linear linear, FloatMatrix dx) {
        linear(dy, linear.weight(), 1, dx);
    }

    private static void linear(FloatMatrix dy, WeightMatrix weight, int share, FloatMatrix dx) {
        for (int position = 0; position < dy.rowCount(); position++) {
            for (int in = 0; in < weight.inSize(); in++) {
                double sum = share == 0 ? 0 : dx.get(position, in);
                for (int out = 0; out < weight.outSize(); out++) {
                    sum += (double) dy.get(position, out) * weight.at(out, in);
                }
                dx.set(position, in, (float) sum);
            }
        }
    }

    @Override
    public void rmsNorm(FloatMatrix x, float[] gain, double epsilon, FloatMatrix gradient) {
        int width = gain.length;
        for (int position = 0; position < x.rowCount(); position++) {
            for (int group = 0; group < x.columnCount(); group += width) {
                double squares = 0;
                double product = 0;
                for (int i = 0; i < width; i++) {
                    double value = x.get(position, group + i);
                    squares += value * value;
                    product += gain[i] * value * gradient.get(position, group + i);
                }
                double scale = 1 / Math.sqrt(squares / width + epsilon);
                for (int i = 0; i < width; i++) {
                    double direct = gain[i] * (double) gradient.get(position, group + i);
                    double along = x.get(position, group + i) * scale * scale * product / width;
                    gradient.set(position, group + i, (float) (scale * (direct - along)));
                }
            }
        }
    }

    @Override
    public void gate(
            Activation activation,
            FloatMatrix postGradient,
            FloatMatrix pre,
            FloatMatrix preLinear) {
        for (int position = 0; position < pre.rowCount(); position++) {
            for (int channel = 0; channel < pre.columnCount(); channel++) {
                double gradient = postGradient.get(position, channel);
                double gate = pre.get(position, channel);
                double up = preLinear.get(position, channel);
                pre.set(position, channel, (float) (gradient * up * activation.derivative(gate)));
                preLinear.set(position, channel, (float) (gradient * activation.apply(gate)));
            }
        }
    }

    @Override
    public void attend(
            HeadInputs inputs,
            AttentionShape shape,
            int length,
            FloatMatrix zGradient,
            HeadInputs gradients) {
        for (int first = 0; first < inputs.q().rowCount(); first += length) {
            for (int group = 0; group < shape.keyValueHeadCount(); group++) {
                double[][] keyGradient = new double[length][shape.headDim()];
                double[][] valueGradient = new double[length][shape.headDim()];
                for (int head = 0; head < shape.headCount(); head++) {
                    if (shape.keyValueHead(head) == group) {
                        HeadInputs window = inputs.rows(first, length);
                        FloatMatrix dz = zGradient.rows(first, length);
                        FloatMatrix dq = gradients.q().rows(first, length);
                        Head own = new Head(window, shape, head);
                        for (int query = 0; query < length; query++) {
                            own.back(query, dz, dq, keyGradient, valueGradient);
                        }
                    }
                }
                write(keyGradient, gradients.k().rows(first, length), group);
                write(valueGradient, gradients.v().rows(first, length), group);
            }
        }
    }

    private static void write(double[][] gradient, FloatMatrix out, int group) {
        for (int position = 0; position < gradient.length; position++) {
            for (int i = 0; i < gradient[position].length; i++) {
                out.set(
                        position,
                        group * gradient[position].length + i,
                        (float) gradient[position][i]);
            }
        }
    }

    /** One query head of one window. */
    private record Head(HeadInputs inputs, AttentionShape shape, int head) {
        void back(
                int query,
                FloatMatrix dz,
                FloatMatrix dq,
                double[][] keyGradient,
                double[][] valueGradient) {
            int width = shape.headDim();
            int from = head * width;
            int keyFrom = shape.keyValueHead(head) * width;
            int firstKey = shape.firstKey(query);
            double[] weights = weights(query, firstKey, from, keyFrom);
            double[] products = new double[query + 1];
            double mean = 0;
            for (int key = firstKey; key <= query; key++) {
                products[key] = dot(dz, query, from, inputs.v(), key, keyFrom);
                mean += weights[key] * products[key];
            }
            for (int i = 0; i < width; i++) {
                double sum = 0;
                for (int key = firstKey; key <= query; key++) {
                    double score = weights[key] * (products[key] - mean) * shape.scale();
                    sum += score * inputs.k().get(key, keyFrom + i);
                    keyGradient[key][i] += score * inputs.q().get(query, from + i);
                    valueGradient[key][i] += weights[key] * dz.get(query, from + i);
                }
                dq.set(query, from + i, (float) sum);
            }
        }

        private double[] weights(int query, int firstKey, int from, int keyFrom) {
            double[] weights = new double[query + 1];
            double largest = Double.NEGATIVE_INFINITY;
            for (int key = firstKey; key <= query; key++) {
                weights[key] =
                        shape.scale() * dot(inputs.q(), query, from, inputs.k(), key, keyFrom);
                largest = Math.max(largest, weights[key]);
            }
            double sum = 0;
            for (int key = firstKey; key <= query; key++) {
                weights[key] = Math.exp(weights[key] - largest);
                sum += weights[key];
            }
            for (int key = firstKey; key <= query; key++) {
                weights[key] /= sum;
            }
            return weights;
        }

        private double dot(
                FloatMatrix a, int row, int from, FloatMatrix b, int other, int otherFrom) {
            double sum = 0;
            for (int i = 0; i < shape.headDim(); i++) {
                sum += (double) a.get(row, from + i) * b.get(other, otherFrom + i);
            }
            return sum;
        }
    }

    @Override
    public double[] divergence(
            FloatMatrix teacher, FloatMatrix student, double temperature, double weight) {
        double[] divergences = new double[teacher.rowCount()];
        for (int row = 0; row < divergences.length; row++) {
            double[] wanted = logSoftmax(teacher.rowToArray(row), temperature);
            double[] found = logSoftmax(student.rowToArray(row), temperature);
            for (int token = 0; token < wanted.length; token++) {
                double probability = Math.exp(wanted[token]);
                divergences[row] +=
                        temperature * temperature * probability * (wanted[token] - found[token]);
                student.set(
                        row,
                        token,
                        (float) (weight * temperature * (Math.exp(found[token]) - probability)));
            }
        }
        return divergences;
    }

    private static double[] logSoftmax(float[] logits, double temperature) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit / temperature);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit / temperature - largest);
        }
        double[] values = new double[logits.length];
        for (int token = 0; token < logits.length; token++) {
            values[token] = logits[token] / temperature - largest - Math.log(sum);
        }
        return values;
    }

    @Override
    public void addRowSums(FloatMatrix x, double[] sums) {
        for (int row = 0; row < x.rowCount(); row++) {
            for (int channel = 0; channel < sums.length; channel++) {
                sums[channel] += x.get(row, channel);
            }
        }
    }
}
