package io.sparsescope.views.chart;

import io.sparsescope.engine.tokenizer.Token;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/**
 * One token of a strip. A leading space becomes the gap before the chip; every other white space is
 * drawn as a sign, because it would be invisible.
 */
final class TokenChip extends Label {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass BLANK = PseudoClass.getPseudoClass("blank");
    private static final double WORD_GAP = 5;

    private final int position;

    TokenChip(int position, Token token) {
        this.position = position;
        String text = token.text();
        boolean startsWord = text.length() > 1 && text.charAt(0) == ' ';
        setText(visible(startsWord ? text.substring(1) : text));
        getStyleClass().add("token-chip");
        pseudoClassStateChanged(BLANK, text.isBlank());
        FlowPane.setMargin(this, new Insets(0, 0, 0, startsWord ? WORD_GAP : 0));
        setMinWidth(USE_PREF_SIZE);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText("token " + position + ", " + (text.isBlank() ? getText() : text));
    }

    int position() {
        return position;
    }

    void setSelected(boolean selected) {
        pseudoClassStateChanged(SELECTED, selected);
    }

    /** Colours the chip and chooses text that is readable on it; null for the plain look. */
    void setTint(@Nullable Color tint) {
        setStyle(
                tint == null
                        ? ""
                        : "-chip-fill: "
                                + web(tint)
                                + "; -fx-text-fill: "
                                + web(SiteGridPainter.readableOn(tint))
                                + ";");
    }

    /** The text with signs in place of line breaks, tabs and spaces that would not be seen. */
    static String visible(String text) {
        String signs = text.replace("\r", "\u240d").replace("\n", "\u21b5").replace("\t", "\u21e5");
        String shown =
                signs.isBlank() || signs.startsWith(" ") ? signs.replace(' ', '\u00b7') : signs;
        return shown.isEmpty() ? "\u2205" : shown;
    }

    private static String web(Color color) {
        return String.format(
                Locale.ROOT,
                "rgba(%d, %d, %d, %.3f)",
                Math.round(255 * color.getRed()),
                Math.round(255 * color.getGreen()),
                Math.round(255 * color.getBlue()),
                color.getOpacity());
    }
}
