package io.sparsescope.views.picture;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Rectangle2D;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.LayoutInfo;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.scene.text.TextLineInfo;

/**
 * The outlines of text as the toolkit sets it, so that letters, widths and line breaks are those of
 * the window whatever fonts there are elsewhere, the substitutes for missing letters among them.
 *
 * <p>Each letter is outlined once and placed where the toolkit places it. Letters that a font holds
 * as pictures, such as coloured emoji, have no outlines. All methods belong to the JavaFX thread.
 */
public final class TextOutlines {
    private final Map<Letter, Path2D> letters = new HashMap<>();

    private record Letter(String cluster, Font font) {}

    /**
     * One line.
     *
     * @param text what it says
     * @param outlines with the start of its base line at the origin
     * @param width in pixels
     * @param x start of the line in its text's coordinates
     * @param baseline of the line in its text's coordinates
     */
    public record Line(String text, Path2D outlines, double width, double x, double baseline) {
        Line movedTo(double newX, double newBaseline) {
            return new Line(text, outlines, width, newX, newBaseline);
        }
    }

    /** One line of text on its own. */
    public Line line(String text, Font font) {
        List<Line> lines = lines(text(text, font));
        return lines.isEmpty() ? new Line("", new Path2D.Double(), 0, 0, 0) : lines.getFirst();
    }

    /** The lines that a text is broken into, on its own or in a flow with others. */
    public List<Line> lines(Text text) {
        List<Line> lines = new ArrayList<>();
        if (!text.getText().isEmpty()) {
            Setting setting = Setting.of(text);
            for (TextLineInfo line : setting.layout().getTextLines(false)) {
                int start = Math.max(0, line.start() - setting.start());
                int end = Math.min(text.getText().length(), line.end() - setting.start());
                if (start < end && !text.getText().substring(start, end).isBlank()) {
                    lines.add(line(setting, line, start, end));
                }
            }
        }
        return lines;
    }

    /** The part of a text from {@code start} to {@code end}, which {@code line} holds. */
    private Line line(Setting setting, TextLineInfo line, int start, int end) {
        Font font = setting.text().getFont();
        String words = setting.text().getText().substring(start, end).stripTrailing();
        double left = setting.caret(start, true);
        double right = setting.caret(start + words.length() - 1, false);
        return new Line(
                words,
                outlines(words, start, setting),
                Math.abs(right - left),
                left + setting.left(),
                setting.top() + line.bounds().getMinY() + setting.ascent(font));
    }

    private Path2D outlines(String words, int from, Setting setting) {
        Font font = setting.text().getFont();
        if (!new Bidi(words, Bidi.DIRECTION_LEFT_TO_RIGHT).isLeftToRight()) {
            return outline(words, font); // letters change with their neighbours
        }
        var path = new Path2D.Double();
        var clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(words);
        int start = clusters.first();
        double left = setting.caret(from, true);
        for (int end = clusters.next(); end != BreakIterator.DONE; end = clusters.next()) {
            String cluster = words.substring(start, end);
            if (!cluster.isBlank()) {
                double x = setting.caret(from + start, true) - left;
                Path2D letter =
                        letters.computeIfAbsent(
                                new Letter(cluster, font), key -> outline(key.cluster(), font));
                path.append(
                        letter.getPathIterator(AffineTransform.getTranslateInstance(x, 0)), false);
            }
            start = end;
        }
        return path;
    }

    /**
     * A text and where it is set.
     *
     * @param layout of the text, or of the whole flow that it is a part of
     * @param start of the text among the characters of the layout
     * @param left x of the layout's origin in the text's coordinates
     * @param top y of the layout's origin in the text's coordinates
     */
    private record Setting(Text text, LayoutInfo layout, int start, double left, double top) {
        static Setting of(Text text) {
            if (text.getParent() instanceof TextFlow flow) {
                double left = flow.snappedLeftInset() - text.getLayoutX();
                double top = flow.snappedTopInset() - text.getLayoutY();
                return new Setting(
                        text, flow.getLayoutInfo(), charactersBefore(text, flow), left, top);
            }
            LayoutInfo layout = text.getLayoutInfo();
            Rectangle2D set = layout.getLogicalBounds(false);
            double left = text.getLayoutBounds().getMinX() - set.getMinX();
            double top = text.getLayoutBounds().getMinY() - set.getMinY();
            return new Setting(text, layout, 0, left, top);
        }

        private static int charactersBefore(Text text, TextFlow flow) {
            List<Node> flowing = flow.getChildrenUnmodifiable();
            return flowing.subList(0, flowing.indexOf(text)).stream()
                    .mapToInt(child -> child instanceof Text other ? other.getText().length() : 1)
                    .sum();
        }

        double caret(int character, boolean before) {
            return layout.caretInfoAt(start + character, before).getSegmentAt(0).getMinX();
        }

        double ascent(Font font) {
            return TextOutlines.text(" ", font).getBaselineOffset();
        }
    }

    private static Path2D outline(String words, Font font) {
        return Paths.inside(text(words, font));
    }

    /** A text in no scene, its base line at the origin. */
    static Text text(String words, Font font) {
        var text = new Text(words);
        text.setFont(font);
        text.setFill(Color.BLACK);
        text.setTextOrigin(VPos.BASELINE);
        return text;
    }
}
