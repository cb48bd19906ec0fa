package io.sparsescope.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SeriesTest {
    private static Variant variant(String word) {
        return Variant.all().stream()
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ratiosAreMediansOfRatiosOverTheFasterTypeOfTheSameRound() {
        Variant own = variant("bf16");
        Variant half = variant("F16");
        Variant brain = variant("BF16");
        Series series = new Series(List.of(own, half, brain));
        double[][] rounds = {{30, 10, 15}, {30, 30, 5}, {90, 10, 20}};
        for (double[] round : rounds) {
            series.note(own, round[0]);
            series.note(half, round[1]);
            series.note(brain, round[2]);
        }
        assertEquals(2, series.against(Variant.Bits.SIXTEEN, own).orElseThrow());
        assertEquals(30, series.spread(own).median());
    }

    @Test
    void withoutABaselineThereIsNoRatio() {
        Variant own = variant("bf16");
        Series series = new Series(List.of(own));
        series.note(own, 1);
        assertTrue(series.against(Variant.Bits.EIGHT, own).isEmpty());
    }
}
