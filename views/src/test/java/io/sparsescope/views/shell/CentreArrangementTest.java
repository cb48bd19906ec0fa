package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is clicked, the front view is seen; and places of a grid fill the screen. */
class CentreArrangementTest {
    private final CentreArrangement arrangement = new CentreArrangement();

    @RepeatedTest(20)
    void theFrontViewIsAlwaysSeen(RepetitionInfo repetition) {
        List<ViewName> tabs = List.copyOf(CentreViews.TABS.keySet());
        var random = new Random(repetition.getCurrentRepetition());
        for (int step : random.ints(50, 0, 3 * tabs.size()).toArray()) {
            ViewName view = tabs.get(step % tabs.size());
            switch (step / tabs.size()) {
                case 0 -> arrangement.toggleBeside(view);
                case 1 -> arrangement.showAlone(view);
                default -> arrangement.frontProperty().set(view);
            }
            List<ViewName> seen = arrangement.seenProperty().get();
            assertTrue(seen.contains(arrangement.frontProperty().get()), seen::toString);
            assertEquals(seen.stream().sorted().distinct().toList(), seen);
        }
    }

    @Test
    void aViewIsShownBesideAndTakenAwayAgain() {
        arrangement.toggleBeside(ViewName.SWEEP);
        assertEquals(List.of(ViewName.MASKS, ViewName.SWEEP), arrangement.seenProperty().get());
        assertEquals(ViewName.SWEEP, arrangement.frontProperty().get());
        arrangement.frontProperty().set(ViewName.MASKS);
        assertEquals(2, arrangement.seenProperty().get().size(), "bringing to the front hid one");
        arrangement.toggleBeside(ViewName.MASKS);
        assertEquals(List.of(ViewName.SWEEP), arrangement.seenProperty().get());
        arrangement.toggleBeside(ViewName.SWEEP);
        assertEquals(List.of(ViewName.SWEEP), arrangement.seenProperty().get());
    }

    @Test
    void wordsAreReadBack() {
        arrangement.showAll();
        List<ViewName> all = arrangement.seenProperty().get();
        assertEquals(Optional.of(all), CentreArrangement.parse(CentreArrangement.word(all)));
        assertEquals(Optional.empty(), CentreArrangement.parse("masks+window"));
        assertEquals(Optional.empty(), CentreArrangement.parse(""));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13})
    void placesFillTheScreenWithoutOverlap(int count) {
        var whole = new Rectangle2D(-1920, 40, 1920, 1040);
        List<Rectangle2D> tiles = Tiles.of(whole, count);
        assertEquals(count, tiles.size());
        double area = 0;
        for (Rectangle2D tile : tiles) {
            assertTrue(
                    tile.getMinX() >= whole.getMinX() - 1e-6
                            && tile.getMaxX() <= whole.getMaxX() + 1e-6
                            && tile.getMinY() >= whole.getMinY() - 1e-6
                            && tile.getMaxY() <= whole.getMaxY() + 1e-6,
                    tile::toString);
            area += tile.getWidth() * tile.getHeight();
        }
        if (count > 0) {
            assertEquals(whole.getWidth() * whole.getHeight(), area, 1e-3);
        }
        assertEquals(
                count,
                tiles.stream()
                        .map(tile -> tile.getMinX() + "," + tile.getMinY())
                        .distinct()
                        .count());
    }
}
