package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColorScaleTest {
    private static final List<ColorScale> ALL =
            List.of(
                    ColorScale.SEQUENTIAL,
                    ColorScale.CIVIDIS,
                    ColorScale.GREY,
                    ColorScale.DIVERGING,
                    ColorScale.DIVERGING_ON_DARK,
                    ColorScale.MASK,
                    ColorScale.MASK_ON_DARK);

    @Test
    void everyColourIsOpaqueAndNoneIsThatOfNaN() {
        for (ColorScale scale : ALL) {
            for (int step = 0; step <= 1000; step++) {
                int argb = scale.argb(step / 1000.0, -1, 1);
                assertEquals(0xFF, argb >>> 24);
                assertNotEquals(ColorScale.NOT_A_NUMBER, argb);
            }
            assertEquals(ColorScale.NOT_A_NUMBER, scale.argb(Double.NaN, 0, 1));
        }
    }

    @Test
    void valuesBeyondTheEndsTakeTheirColour() {
        for (ColorScale scale : ALL) {
            assertEquals(scale.argb(1, 0, 1), scale.argb(Double.POSITIVE_INFINITY, 0, 1));
            assertEquals(scale.argb(-1, -1, 1), scale.argb(-99, -1, 1));
        }
    }

    @Test
    void sequentialColoursGrowLighterWithTheValue() {
        for (ColourMap map : ColourMap.values()) {
            double before = -1;
            for (int step = 0; step <= 64; step++) {
                double now = luminance(map.scale().argb(step, 0, 64));
                assertTrue(now > before, map + " step " + step);
                before = now;
            }
        }
    }

    @Test
    void divergingColoursMeetAtZeroWhateverTheEnds() {
        int middle = ColorScale.DIVERGING.argb(0, -1, 1);
        assertEquals(0xFFF5F4F0, middle);
        assertEquals(middle, ColorScale.DIVERGING.argb(0, -0.1, 7));
        assertEquals(ColorScale.DIVERGING.argb(-3, -7, 7), ColorScale.DIVERGING.argb(-3, -0.1, 7));
    }

    @Test
    void aMaskHasTwoColoursAndMixesShares() {
        assertEquals(0xFFDDE3EA, ColorScale.MASK.argb(0, 0, 1));
        assertEquals(0xFF1F5FA8, ColorScale.MASK.argb(1, 0, 1));
        double half = luminance(ColorScale.MASK.argb(0.5, 0, 1));
        assertTrue(half < luminance(0xFFDDE3EA) && half > luminance(0xFF1F5FA8));
    }

    private static double luminance(int argb) {
        return 0.2126 * (argb >> 16 & 0xFF) + 0.7152 * (argb >> 8 & 0xFF) + 0.0722 * (argb & 0xFF);
    }
}
