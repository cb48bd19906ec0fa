package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every scale and palette can be read by eyes that lack one kind of cone. */
class ColourVisionTest {
    /** Lines and marks of two series, which have shapes too. */
    private static final double SERIES_APART = 10;

    /** What only its colour tells. */
    private static final double CELLS_APART = 15;

    /** Steps of a scale that a reader may want to tell apart. */
    private static final int STEPS = 10;

    private static final double STEPS_APART = 5;

    @Test
    void theModelLeavesGreysAndConfusesWhatItShould() {
        for (Sight sight : Sight.values()) {
            assertTrue(sight.distance(0x808080, 0x808080) == 0);
            assertEquals(100, sight.lightness(0xFFFFFF), 0.2);
            assertEquals(
                    Sight.USUAL.lightness(0x777777), sight.lightness(0x777777), 0.2, "greys stay");
        }
        int red = 0xC05020;
        int green = 0x6B7F20;
        assertTrue(
                Sight.DEUTERANOPIA.distance(red, green) < 0.5 * Sight.USUAL.distance(red, green));
        assertTrue(Sight.TRITANOPIA.distance(red, green) > 0.5 * Sight.USUAL.distance(red, green));
    }

    @ParameterizedTest
    @EnumSource
    void sequentialScalesGrowLighterStepByStep(Sight sight) {
        List<ColorScale> scales = new ArrayList<>(List.of(ColorScale.SEQUENTIAL_WARM));
        for (ColourMap map : ColourMap.values()) {
            scales.add(map.scale());
        }
        for (ColorScale scale : scales) {
            for (int step = 1; step <= 64; step++) {
                assertTrue(
                        sight.lightness(scale.argb(step, 0, 64))
                                > sight.lightness(scale.argb(step - 1, 0, 64)),
                        sight + " at " + step);
            }
            for (int step = 1; step <= STEPS; step++) {
                double apart =
                        sight.distance(scale.argb(step, 0, STEPS), scale.argb(step - 1, 0, STEPS));
                assertTrue(apart >= STEPS_APART, sight + " at " + step + ": " + apart);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void divergingScalesTellSignsApartAndSizesByLightness(Sight sight) {
        for (ColorScale scale : List.of(ColorScale.DIVERGING, ColorScale.DIVERGING_ON_DARK)) {
            double towards =
                    Math.signum(
                            sight.lightness(scale.argb(1, -1, 1))
                                    - sight.lightness(scale.argb(0, -1, 1)));
            for (int step = 1; step <= 32; step++) {
                for (int sign : new int[] {-1, 1}) {
                    double grown =
                            sight.lightness(scale.argb(sign * step, -32, 32))
                                    - sight.lightness(scale.argb(sign * (step - 1), -32, 32));
                    assertTrue(grown * towards > 0, sight + " at " + sign * step);
                }
            }
            for (double value : new double[] {0.25, 0.5, 0.75, 1}) {
                double apart = sight.distance(scale.argb(value, -1, 1), scale.argb(-value, -1, 1));
                assertTrue(apart >= CELLS_APART, sight + " at " + value + ": " + apart);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void masksAndTheirDisagreementAreToldApart(Sight sight) {
        List<String> faults = new ArrayList<>();
        for (ColorScale mask : List.of(ColorScale.MASK, ColorScale.MASK_ON_DARK)) {
            check(sight, 40, List.of(mask.argb(0, 0, 1), mask.argb(1, 0, 1)), faults);
        }
        for (ColorScale two : List.of(ColorScale.DISAGREEMENT, ColorScale.DISAGREEMENT_ON_DARK)) {
            List<Integer> used =
                    IntStream.of(-2, 0, 1, 2).mapToObj(v -> two.argb(v, -2, 2)).toList();
            check(sight, CELLS_APART, used, faults);
        }
        assertEquals(List.of(), faults);
    }

    @ParameterizedTest
    @EnumSource
    void seriesAreToldApart(Sight sight) {
        List<String> faults = new ArrayList<>();
        check(
                sight,
                SERIES_APART,
                IntStream.range(0, SeriesMarks.kinds())
                        .mapToObj(kind -> SeriesMarks.colour(kind).getRGB())
                        .toList(),
                faults);
        for (ChartTheme theme : List.of(ChartTheme.LIGHT, ChartTheme.DARK)) {
            check(
                    sight,
                    CELLS_APART,
                    List.of(
                            rgb(theme.foreground()),
                            SeriesMarks.colour(1).getRGB(),
                            SeriesMarks.colour(2).getRGB()),
                    faults);
            check(
                    sight,
                    CELLS_APART,
                    List.of(rgb(theme.kept()), rgb(theme.dropped()), rgb(theme.warning())),
                    faults);
        }
        assertEquals(List.of(), faults);
    }

    private static void check(
            Sight sight, double least, List<Integer> colours, List<String> faults) {
        for (int one = 0; one < colours.size(); one++) {
            for (int other = one + 1; other < colours.size(); other++) {
                double apart = sight.distance(colours.get(one), colours.get(other));
                if (apart < least) {
                    faults.add(
                            String.format(
                                    "%s: %06X and %06X are %.1f apart",
                                    sight,
                                    colours.get(one) & 0xFFFFFF,
                                    colours.get(other) & 0xFFFFFF,
                                    apart));
                }
            }
        }
    }

    private static int rgb(Color colour) {
        return (int) Math.round(255 * colour.getRed()) << 16
                | (int) Math.round(255 * colour.getGreen()) << 8
                | (int) Math.round(255 * colour.getBlue());
    }
}
