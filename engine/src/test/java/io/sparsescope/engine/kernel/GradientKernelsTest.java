package io.sparsescope.engine.kernel;

import static io.sparsescope.engine.kernel.Samples.EPSILON;
import static io.sparsescope.engine.kernel.Samples.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.engine.format.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gradients in lanes against plain loops, at every size and in views. */
class GradientKernelsTest {
    private static final GradientKernels REFERENCE = new ReferenceGradientKernels();

    private final Nd4jProduct nd4j = new Nd4jProduct(Long.MAX_VALUE);
    private final GradientKernels vector = new VectorGradientKernels(nd4j);
    private final Samples samples = new Samples(23);

    @AfterEach
    void close() {
        nd4j.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16"})
    void gradientsGoBackThroughWeights(DType type) {
        for (int out : new int[] {1, 7, 64, 100}) {
            for (int in : new int[] {1, 9, 31, 257}) {
                Linear linear = Samples.unbiased(samples.weights(type, out, in));
                FloatMatrix dy = samples.matrix(5, out);
                FloatMatrix expected = samples.filled(5, in, Float.NaN);
                FloatMatrix found = samples.filled(5, in, Float.NaN);
                double tolerance = (8 + out) * EPSILON;
                REFERENCE.linear(dy, linear, expected);
                vector.linear(dy, linear, found);
                assertNear(expected, found, tolerance, out + " to " + in);
                REFERENCE.addLinear(dy, linear, expected);
                vector.addLinear(dy, linear, found);
                assertNear(expected, found, 2 * tolerance, out + " to " + in + " once more");
            }
        }
    }

    @Test
    void normsOfRowsAndHeadsEqualPlainLoops() {
        for (int size : Samples.SIZES) {
            for (int groups : new int[] {1, 3}) {
                FloatMatrix x = samples.matrix(5, groups * size);
                float[] gain = samples.vector(size);
                FloatMatrix expected = samples.matrix(5, groups * size);
                FloatMatrix found = samples.copy(expected);
                REFERENCE.rmsNorm(x, gain, 1e-6, expected);
                vector.rmsNorm(x, gain, 1e-6, found);
                // A group of one has a gradient of nearly 0, the difference of two large numbers.
                double largest = 1 / smallestNorm(x, size);
                assertNear(expected, found, (16 + size) * EPSILON * largest, "group of " + size);
            }
        }
    }

    private static double smallestNorm(FloatMatrix x, int size) {
        double smallest = 1;
        for (int row = 0; row < x.rowCount(); row++) {
            for (int group = 0; group < x.columnCount(); group += size) {
                double squares = 0;
                for (int i = 0; i < size; i++) {
                    squares += Math.pow(x.get(row, group + i), 2);
                }
                smallest = Math.min(smallest, Math.sqrt(squares / size));
            }
        }
        return smallest;
    }

    @ParameterizedTest
    @EnumSource
    void gatesEqualPlainLoops(Activation activation) {
        for (int size : Samples.SIZES) {
            FloatMatrix post = samples.matrix(5, size);
            FloatMatrix pre = samples.matrix(5, size);
            FloatMatrix up = samples.matrix(5, size);
            FloatMatrix foundPre = samples.copy(pre);
            FloatMatrix foundUp = samples.copy(up);
            REFERENCE.gate(activation, post, pre, up);
            vector.gate(activation, post, foundPre, foundUp);
            assertNear(pre, foundPre, 32 * EPSILON, activation + " gate");
            assertNear(up, foundUp, 32 * EPSILON, activation + " up");
        }
    }

    @ParameterizedTest
    @EnumSource
    void derivativesAreTheSlopesOfTheFunctions(Activation activation) {
        double step = 1e-5;
        for (double x = -6.05; x < 6; x += 0.1) {
            double slope = (activation.apply(x + step) - activation.apply(x - step)) / (2 * step);
            assertEquals(slope, activation.derivative(x), 1e-8, activation + " at " + x);
        }
    }

    /**
     * One attention.
     *
     * @param heads query heads
     * @param groups key and value heads
     * @param headDim width of a head
     * @param sight positions that a query sees
     * @param length positions in a window
     */
    record Case(int heads, int groups, int headDim, int sight, int length) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int[] heads : new int[][] {{1, 1}, {4, 2}, {4, 1}, {3, 3}}) {
            for (int headDim : new int[] {2, 18, 64}) {
                for (int sight : new int[] {Integer.MAX_VALUE, 1, 3, 40}) {
                    for (int length : new int[] {1, 9, 32, 100}) {
                        cases.add(new Case(heads[0], heads[1], headDim, sight, length));
                    }
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void attentionEqualsPlainLoops(Case each) {
        int rows = 2 * each.length();
        AttentionShape shape = shape(each);
        HeadInputs inputs = inputs(rows, each);
        FloatMatrix dz = samples.matrix(rows, each.heads() * each.headDim());
        HeadInputs expected = inputs(rows, each);
        HeadInputs found = inputs(rows, each);
        REFERENCE.attend(inputs, shape, each.length(), dz, expected);
        vector.attend(inputs, shape, each.length(), dz, found);
        double tolerance = 256 * EPSILON;
        assertNear(expected.q(), found.q(), tolerance, "queries of " + each);
        assertNear(expected.k(), found.k(), tolerance, "keys of " + each);
        assertNear(expected.v(), found.v(), tolerance, "values of " + each);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void attentionOverWindowsEqualsPlainLoops(Case each) {
        int rows = 2 * each.length();
        AttentionShape shape = shape(each);
        HeadInputs inputs = inputs(rows, each);
        FloatMatrix expected = samples.filled(rows, inputs.q().columnCount(), Float.NaN);
        FloatMatrix found = samples.filled(rows, inputs.q().columnCount(), Float.NaN);
        new ReferenceKernels().attendWindows(inputs, shape, each.length(), expected);
        Implementations.vector().attendWindows(inputs, shape, each.length(), found);
        assertNear(expected, found, 64 * EPSILON, "z of " + each);
    }

    private static AttentionShape shape(Case each) {
        double scale = 1 / Math.sqrt(each.headDim());
        return new AttentionShape(each.heads(), each.groups(), each.headDim(), scale, each.sight());
    }

    private HeadInputs inputs(int rows, Case each) {
        int width = each.groups() * each.headDim();
        return new HeadInputs(
                samples.matrix(rows, each.heads() * each.headDim()),
                samples.matrix(rows, width),
                samples.matrix(rows, width));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5, 3})
    void divergenceEqualsPlainLoops(double temperature) {
        for (int size : Samples.SIZES) {
            FloatMatrix teacher = samples.matrix(5, size);
            FloatMatrix student = samples.matrix(5, size);
            FloatMatrix otherTeacher = samples.copy(teacher);
            FloatMatrix found = samples.copy(student);
            double[] expected = REFERENCE.divergence(teacher, student, temperature, 0.25);
            double[] divergences = vector.divergence(otherTeacher, found, temperature, 0.25);
            assertArrayEquals(expected, divergences, 2e-6, "vocabulary of " + size);
            assertNear(student, found, 8 * EPSILON, "gradient over " + size);
        }
    }

    @Test
    void divergenceOfEqualRowsIsZeroAndSoIsItsGradient() {
        FloatMatrix logits = samples.matrix(3, 100);
        FloatMatrix student = samples.copy(logits);
        for (double divergence : vector.divergence(logits, student, 1, 1)) {
            assertEquals(0, divergence, 1e-12);
        }
        assertNear(samples.filled(3, 100, 0), student, 0, "gradient");
    }

    @Test
    void rowSumsAreAddedExactly() {
        for (int size : Samples.SIZES) {
            FloatMatrix x = samples.matrix(40, size);
            double[] expected = new double[size];
            double[] found = new double[size];
            expected[0] = 3;
            found[0] = 3;
            REFERENCE.addRowSums(x, expected);
            vector.addRowSums(x, found);
            assertArrayEquals(expected, found, 1e-12, "size " + size);
        }
    }
}
