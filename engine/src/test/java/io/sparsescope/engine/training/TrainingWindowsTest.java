package io.sparsescope.engine.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is learnt from, and what judges. */
class TrainingWindowsTest {

    @Test
    void noWindowDoesBothAndNoneIsLost() {
        for (int count = 2; count < 60; count++) {
            TrainingWindows windows = windows(count, 0.1, 5, 1);
            Set<Integer> heldOut = numbers(windows.heldOut());
            Set<Integer> learnt = numbers(windows.batch(0, windows.learntCount()));
            assertEquals(Math.clamp(Math.round(0.1 * count), 1, 5), heldOut.size());
            assertEquals(count, heldOut.size() + learnt.size());
            assertFalse(heldOut.stream().anyMatch(learnt::contains));
        }
    }

    @Test
    void windowsThatJudgeAreSpreadOverTheText() {
        TrainingWindows windows = windows(100, 0.1, 32, 1);
        assertEquals(Set.of(9, 19, 29, 39, 49, 59, 69, 79, 89, 99), numbers(windows.heldOut()));
    }

    @Test
    void everyRoundHasEveryWindowOnceInAnotherOrder() {
        TrainingWindows windows = windows(20, 0.1, 32, 1);
        List<Integer> first = inOrder(windows.batch(0, 18));
        List<Integer> second = inOrder(windows.batch(18, 18));
        assertEquals(18, new HashSet<>(first).size());
        assertEquals(new HashSet<>(first), new HashSet<>(second));
        assertFalse(first.equals(second));
        assertFalse(first.equals(inOrder(windows(20, 0.1, 32, 2).batch(0, 18))));
    }

    @Test
    void aBatchFollowsFromItsNumberAlone() {
        TrainingWindows asked = windows(20, 0.1, 32, 1);
        List<Integer> all = inOrder(asked.batch(0, 60));
        for (int first = 50; first >= 0; first -= 5) {
            assertEquals(all.subList(first, first + 5), inOrder(asked.batch(first, 5)));
        }
    }

    @Test
    void oneWindowIsNotEnough() {
        assertThrows(IllegalArgumentException.class, () -> windows(1, 0.5, 1, 1));
    }

    @Test
    void partsOfABatchDivideItAndKeepToTheRows() {
        assertEquals(4, MemoryUse.windowsAtOnce(16, 256));
        assertEquals(2, MemoryUse.windowsAtOnce(10, 256));
        assertEquals(1, MemoryUse.windowsAtOnce(7, 256));
        assertEquals(7, MemoryUse.windowsAtOnce(7, 16));
        assertEquals(1, MemoryUse.windowsAtOnce(16, 4096));
    }

    private static TrainingWindows windows(int count, double share, int most, long seed) {
        List<int[]> windows =
                IntStream.range(0, count).mapToObj(number -> new int[] {number}).toList();
        return new TrainingWindows(
                new TokenWindows(windows), new HeldOutSetting(share, most, 1, 1), seed);
    }

    private static Set<Integer> numbers(List<int[]> windows) {
        return new HashSet<>(inOrder(windows));
    }

    private static List<Integer> inOrder(List<int[]> windows) {
        List<Integer> numbers = new ArrayList<>();
        windows.forEach(window -> numbers.add(window[0]));
        assertTrue(numbers.size() == windows.size());
        return numbers;
    }
}
