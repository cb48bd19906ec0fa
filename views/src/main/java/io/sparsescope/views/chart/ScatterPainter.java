package io.sparsescope.views.chart;

import io.sparsescope.views.picture.Ink;
import java.util.BitSet;
import javafx.geometry.VPos;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws axes, quadrants and points of a {@link ScatterChart} onto a canvas. */
final class ScatterPainter {
    private static final double LETTER = 6.6;

    private static final Font LABEL = Font.font("Inter", 11);
    private static final Font TITLE = Font.font("Inter", 12);
    private static final int MANY_POINTS = 3_000;
    private static final double PAD = 6;
    private static final double CROSS = 3;

    private final Ink canvas;
    private final ScatterFrame frame;
    private final ChartTheme theme;

    ScatterPainter(Ink canvas, ScatterFrame frame, ChartTheme theme) {
        this.canvas = canvas;
        this.frame = frame;
        this.theme = theme;
    }

    /**
     * Draws everything; an empty {@code brushed} stands for all points, {@code marked} ones are
     * crossed out.
     */
    void paint(ScatterWords words, BitSet brushed, BitSet marked) {
        horizontalAxis(words.x());
        verticalAxis(words.y());
        middles();
        if (brushed.isEmpty()) {
            points(new BitSet(), theme.kept(), false);
        } else {
            points(brushed, theme.dropped(), false);
            points(brushed, theme.accent(), true);
        }
        crosses(marked);
        quadrants(words);
    }

    private void crosses(BitSet marked) {
        canvas.setStroke(theme.warning());
        canvas.setLineWidth(1.2);
        for (int point = marked.nextSetBit(0);
                point >= 0 && point < frame.data().size();
                point = marked.nextSetBit(point + 1)) {
            double x = frame.pixelX(frame.data().x()[point]);
            double y = frame.pixelY(frame.data().y()[point]);
            canvas.strokeLine(x - CROSS, y - CROSS, x + CROSS, y + CROSS);
            canvas.strokeLine(x - CROSS, y + CROSS, x + CROSS, y - CROSS);
        }
    }

    private void horizontalAxis(String title) {
        double bottom = ScatterFrame.TOP + frame.plotHeight();
        canvas.setTextAlign(TextAlignment.CENTER);
        canvas.setTextBaseline(VPos.TOP);
        canvas.setFont(LABEL);
        for (LogScale.Tick tick : frame.data().horizontal().ticks()) {
            double x = Math.round(frame.pixelX(tick.value())) + 0.5;
            line(x, ScatterFrame.TOP, x, bottom);
            canvas.setFill(theme.mutedForeground());
            canvas.fillText(tick.words(), x, bottom + 4);
        }
        canvas.setFont(TITLE);
        canvas.setFill(theme.foreground());
        canvas.fillText(title, ScatterFrame.LEFT + frame.plotWidth() / 2, bottom + 22);
    }

    /** The symbols alone where a chart is too low for what they stand for. */
    private String fitting(String title) {
        int words = title.indexOf(',');
        boolean fits = title.length() * LETTER <= frame.height();
        return fits || words < 0 ? title : title.substring(0, words);
    }

    private void verticalAxis(String title) {
        canvas.setTextAlign(TextAlignment.RIGHT);
        canvas.setTextBaseline(VPos.CENTER);
        canvas.setFont(LABEL);
        for (LogScale.Tick tick : frame.data().vertical().ticks()) {
            double y = Math.round(frame.pixelY(tick.value())) + 0.5;
            line(ScatterFrame.LEFT, y, ScatterFrame.LEFT + frame.plotWidth(), y);
            canvas.setFill(theme.mutedForeground());
            canvas.fillText(tick.words(), ScatterFrame.LEFT - PAD, y);
        }
        canvas.save();
        canvas.translate(10, ScatterFrame.TOP + frame.plotHeight() / 2);
        canvas.rotate(-90);
        canvas.setTextAlign(TextAlignment.CENTER);
        canvas.setFont(TITLE);
        canvas.setFill(theme.foreground());
        canvas.fillText(fitting(title), 0, 0);
        canvas.restore();
    }

    private void line(double x, double y, double endX, double endY) {
        canvas.setStroke(theme.grid());
        canvas.setLineWidth(1);
        canvas.strokeLine(x, y, endX, endY);
    }

    /** Dashed lines through the medians part the quadrants. */
    private void middles() {
        double x = Math.round(frame.pixelX(frame.data().middleX())) + 0.5;
        double y = Math.round(frame.pixelY(frame.data().middleY())) + 0.5;
        canvas.setStroke(theme.mutedForeground());
        canvas.setLineDashes(4, 4);
        canvas.strokeLine(x, ScatterFrame.TOP, x, ScatterFrame.TOP + frame.plotHeight());
        canvas.strokeLine(ScatterFrame.LEFT, y, ScatterFrame.LEFT + frame.plotWidth(), y);
        canvas.setLineDashes();
    }

    private void points(BitSet brushed, Color color, boolean wanted) {
        ScatterData data = frame.data();
        boolean many = data.size() > MANY_POINTS;
        double size = many ? 2 : 5;
        canvas.setFill(color.deriveColor(0, 1, 1, many ? 0.5 : 0.65));
        for (int point = 0; point < data.size(); point++) {
            if (brushed.get(point) == wanted) {
                double x = frame.pixelX(data.x()[point]) - size / 2;
                double y = frame.pixelY(data.y()[point]) - size / 2;
                if (many) {
                    canvas.fillRect(x, y, size, size); // a circle of this size is a square
                } else {
                    canvas.fillOval(x, y, size, size);
                }
            }
        }
    }

    private void quadrants(ScatterWords words) {
        canvas.setFont(TITLE);
        double left = ScatterFrame.LEFT + PAD;
        double right = ScatterFrame.LEFT + frame.plotWidth() - PAD;
        double bottom = ScatterFrame.TOP + frame.plotHeight() - PAD;
        double top = ScatterFrame.TOP + PAD;
        name(words.highY(), left, top, TextAlignment.LEFT, VPos.TOP);
        name(words.highBoth(), right, top, TextAlignment.RIGHT, VPos.TOP);
        name(words.lowBoth(), left, bottom, TextAlignment.LEFT, VPos.BOTTOM);
        name(words.highX(), right, bottom, TextAlignment.RIGHT, VPos.BOTTOM);
    }

    /** A faint name that points behind it do not make illegible. */
    private void name(String words, double x, double y, TextAlignment side, VPos base) {
        canvas.setTextAlign(side);
        canvas.setTextBaseline(base);
        canvas.setStroke(theme.background());
        canvas.setLineWidth(4);
        canvas.strokeText(words, x, y);
        canvas.setFill(theme.mutedForeground());
        canvas.fillText(words, x, y);
    }
}
