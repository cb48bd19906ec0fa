package io.sparsescope.engine.kernel;

import static io.sparsescope.engine.kernel.Samples.EPSILON;
import static io.sparsescope.engine.kernel.Samples.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Causal attention against plain loops: grouped heads, windows, queries in the middle of a
 * sequence.
 */
class AttentionTest {
    private static final int ALL = Integer.MAX_VALUE;
    private static final Kernels REFERENCE = new ReferenceKernels();
    private static final Kernels VECTOR = Implementations.vector();

    private final Samples samples = new Samples(11);

    /**
     * One attention.
     *
     * @param heads query heads
     * @param keyValueHeads key and value heads
     * @param headDim width of a head
     * @param window positions that a query sees
     * @param firstPosition of the first query
     * @param queries rows of q
     */
    record Case(
            int heads, int keyValueHeads, int headDim, int window, int firstPosition, int queries) {
        AttentionShape shape() {
            return new AttentionShape(
                    heads, keyValueHeads, headDim, 1 / Math.sqrt(headDim), window);
        }

        int keyCount() {
            return firstPosition + queries;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        int[][] heads = {{1, 1}, {4, 2}, {4, 1}, {3, 3}};
        for (int[] count : heads) {
            for (int headDim : new int[] {2, 8, 18, 64}) {
                for (int window : new int[] {ALL, 1, 3}) {
                    cases.add(new Case(count[0], count[1], headDim, window, 0, 9));
                    cases.add(new Case(count[0], count[1], headDim, window, 6, 5));
                    cases.add(new Case(count[0], count[1], headDim, window, 30, 1));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void attentionEqualsPlainLoops(Case attention) {
        FloatMatrix q = queries(attention);
        KeyValues past = past(attention);
        FloatMatrix expectedPattern = pattern(attention);
        FloatMatrix pattern = pattern(attention);
        FloatMatrix expected = attend(REFERENCE, attention, q, past, expectedPattern);
        FloatMatrix found = attend(VECTOR, attention, q, past, pattern);
        assertNear(expectedPattern, pattern, 64 * EPSILON, "pattern");
        assertNear(expected, found, 64 * EPSILON, "z");
        assertNear(found, attend(VECTOR, attention, q, past, null), 0, "z without pattern");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void patternSumsToOneOverTheKeysThatAreSeen(Case attention) {
        FloatMatrix pattern = pattern(attention);
        attend(VECTOR, attention, queries(attention), past(attention), pattern);
        int keys = attention.keyCount();
        for (int row = 0; row < attention.queries(); row++) {
            int position = attention.firstPosition() + row;
            for (int head = 0; head < attention.heads(); head++) {
                double sum = 0;
                for (int key = 0; key < keys; key++) {
                    float weight = pattern.get(row, head * keys + key);
                    boolean seen = key <= position && key > (long) position - attention.window();
                    assertTrue(seen ? weight > 0 : weight == 0, "key " + key + " of " + attention);
                    sum += weight;
                }
                assertEquals(1, sum, keys * EPSILON);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void batchEqualsOneQueryAtATime(Case attention) {
        FloatMatrix q = queries(attention);
        KeyValues past = past(attention);
        FloatMatrix z = attend(VECTOR, attention, q, past, null);
        for (int row = 0; row < attention.queries(); row++) {
            KeyValues own =
                    new KeyValues(past.keys(), past.values(), attention.firstPosition() + row);
            FloatMatrix single = samples.filled(1, q.columnCount(), Float.NaN);
            VECTOR.attend(q.rows(row, 1), own, attention.shape(), single, null);
            assertArrayEquals(z.rowToArray(row), single.rowToArray(0));
        }
    }

    @Test
    void manyPositionsShareTheWorkAndAgree() {
        Case attention = new Case(4, 2, 16, 50, 0, 200);
        FloatMatrix q = queries(attention);
        KeyValues past = past(attention);
        FloatMatrix expected = attend(REFERENCE, attention, q, past, null);
        assertNear(expected, attend(VECTOR, attention, q, past, null), 256 * EPSILON, "z");
    }

    @Test
    void veryLargeScoresDoNotOverflow() {
        Case attention = new Case(1, 1, 8, ALL, 0, 4);
        FloatMatrix q = samples.filled(4, 8, 1e15f);
        FloatMatrix keys = samples.filled(4, 8, 1e15f);
        keys.set(1, 0, 3e15f);
        KeyValues past = new KeyValues(keys, samples.matrix(4, 8), 0);
        for (Kernels kernels : List.of(REFERENCE, VECTOR)) {
            FloatMatrix pattern = pattern(attention);
            FloatMatrix z = attend(kernels, attention, q, past, pattern);
            assertArrayEquals(new float[] {0, 1, 0, 0}, pattern.rowToArray(3));
            assertArrayEquals(past.values().rowToArray(1), z.rowToArray(3));
        }
    }

    @Test
    void veryNegativeScoresDoNotVanishTogether() {
        Case attention = new Case(1, 1, 8, ALL, 0, 4);
        FloatMatrix q = samples.filled(4, 8, -1e15f);
        KeyValues past = new KeyValues(samples.filled(4, 8, 1e15f), samples.filled(4, 8, 2), 0);
        FloatMatrix pattern = pattern(attention);
        FloatMatrix z = attend(VECTOR, attention, q, past, pattern);
        assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f, 0.25f}, pattern.rowToArray(3));
        assertNear(samples.filled(4, 8, 2), z, EPSILON, "z");
    }

    @Test
    void faultyValueSpoilsTheRowsThatSeeItOnly() {
        Case attention = new Case(2, 1, 8, 2, 0, 5);
        KeyValues past = past(attention);
        past.values().set(1, 3, Float.NaN);
        FloatMatrix q = queries(attention);
        for (Kernels kernels : List.of(REFERENCE, VECTOR)) {
            FloatMatrix z = attend(kernels, attention, q, past, null);
            for (int row = 0; row < 5; row++) {
                assertEquals(row == 1 || row == 2, Float.isNaN(z.get(row, 3)), "row " + row);
                assertEquals(row == 1 || row == 2, Float.isNaN(z.get(row, 8 + 3)), "row " + row);
                assertTrue(Float.isFinite(z.get(row, 4)), "row " + row);
            }
        }
    }

    @Test
    void faultyValueStaysVisibleUnderAWeightOfZero() {
        Case attention = new Case(1, 1, 8, ALL, 0, 2);
        FloatMatrix keys = samples.filled(2, 8, 1e15f);
        keys.set(0, 0, -1e15f);
        KeyValues past = new KeyValues(keys, samples.filled(2, 8, 1), 0);
        past.values().set(0, 3, Float.NaN);
        for (Kernels kernels : List.of(REFERENCE, VECTOR)) {
            FloatMatrix pattern = pattern(attention);
            FloatMatrix z = attend(kernels, attention, samples.filled(2, 8, 1e15f), past, pattern);
            assertEquals(0, pattern.get(1, 0), kernels.description());
            assertTrue(Float.isNaN(z.get(1, 3)), kernels.description());
        }
    }

    private FloatMatrix queries(Case attention) {
        return samples.matrix(attention.queries(), attention.heads() * attention.headDim());
    }

    /** Keys and values with room to grow; what is not filled yet is NaN and must not be read. */
    private KeyValues past(Case attention) {
        int width = attention.keyValueHeads() * attention.headDim();
        FloatMatrix keys = samples.filled(attention.keyCount() + 4, width, Float.NaN);
        FloatMatrix values = samples.filled(attention.keyCount() + 4, width, Float.NaN);
        keys.setRows(0, samples.matrix(attention.keyCount(), width));
        values.setRows(0, samples.matrix(attention.keyCount(), width));
        return new KeyValues(keys, values, attention.firstPosition());
    }

    /** A matrix that was used before. */
    private FloatMatrix pattern(Case attention) {
        return samples.filled(
                attention.queries(), attention.heads() * attention.keyCount(), Float.NaN);
    }

    private FloatMatrix attend(
            Kernels kernels,
            Case attention,
            FloatMatrix q,
            KeyValues past,
            @org.jspecify.annotations.Nullable FloatMatrix pattern) {
        FloatMatrix z = samples.filled(q.rowCount(), q.columnCount(), Float.NaN);
        kernels.attend(q, past, attention.shape(), z, pattern);
        return z;
    }
}
