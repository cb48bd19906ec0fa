package io.sparsescope.engine.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts are harmless in a spreadsheet and can be had back. */
final class SpreadsheetTextPropertiesTest {
    private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r1",
                "\n1",
                " =1+1",
                "\u00a0",
                "'x"
            })
    void whatStartsLikeAFormulaGetsAnApostropheThatCanBeTakenAway(String text) {
        String cell = SpreadsheetText.harmless(text);
        assertEquals(text.equals("\u00a0") ? text : "'" + text, cell);
        assertEquals(text, SpreadsheetText.original(cell));
    }

    @Test
    void everythingElseStaysAsItIs() {
        for (String text : List.of("", " the", "a=b", "1-1", "\ud83d\ude00", "\u4f60")) {
            assertEquals(text, SpreadsheetText.harmless(text));
        }
    }

    @Property
    void everyTextComesBackAndNoneStartsAFormula(
            @ForAll @StringLength(max = 6) String tail, @ForAll boolean dangerous) {
        String text = (dangerous ? FORMULA.charAt(Math.abs(tail.hashCode() % 11)) : "") + tail;
        String cell = SpreadsheetText.harmless(text);
        assertEquals(text, SpreadsheetText.original(cell));
        assertFalse(!cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0, cell);
    }
}
