package io.sparsescope.views.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.text.Font;
import javafx.scene.text.FontPosture;
import javafx.scene.text.FontWeight;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.fx.FXGraphics2D;

/**
 * Lets a JFreeChart draw itself into a {@link Sketch} as it does on the screen. It keeps state and
 * measures text as its ancestor does there; only what is drawn goes elsewhere.
 */
public final class ChartInk extends FXGraphics2D {
    private final Sketch sketch;

    private ChartInk(Sketch sketch) {
        super(new Canvas().getGraphicsContext2D());
        this.sketch = sketch;
    }

    /** Draws what {@code canvas} shows. */
    public static void draw(ChartCanvas canvas, Sketch sketch) {
        var area = new Rectangle2D.Double(0, 0, canvas.getWidth(), canvas.getHeight());
        canvas.getChart().draw(new ChartInk(sketch), area);
    }

    @Override
    public void draw(Shape path) {
        if (getStroke() instanceof BasicStroke pen) {
            placed(() -> sketch.line(path, pen, tint()));
        } else {
            fill(getStroke().createStrokedShape(path));
        }
    }

    @Override
    public void fill(Shape area) {
        placed(() -> sketch.fill(area, tint()));
    }

    @Override
    public void drawString(String text, float x, float y) {
        placed(() -> sketch.words(text, font(), x, y, tint()));
    }

    @Override
    public void drawString(String text, int x, int y) {
        drawString(text, (float) x, (float) y);
    }

    @Override
    public Graphics create() {
        var copy = new ChartInk(sketch);
        copy.setRenderingHints(getRenderingHints());
        copy.setTransform(getTransform());
        copy.setClip(getClip());
        copy.setPaint(getPaint());
        copy.setColor(getColor());
        copy.setBackground(getBackground());
        copy.setComposite(getComposite());
        copy.setStroke(getStroke());
        copy.setFont(getFont());
        return copy;
    }

    private void placed(Runnable drawing) {
        AffineTransform place = getTransform();
        Shape clip = getClip();
        sketch.within(
                place,
                () -> {
                    if (clip == null) {
                        drawing.run();
                    } else {
                        sketch.clipped(clip, drawing);
                    }
                });
    }

    /** Charts here are painted in plain colours. */
    private Tint tint() {
        if (!(getPaint() instanceof Color color)) {
            throw new IllegalStateException("a chart is painted with " + getPaint());
        }
        return new Tint.Solid(
                javafx.scene.paint.Color.rgb(
                        color.getRed(),
                        color.getGreen(),
                        color.getBlue(),
                        color.getAlpha() / 255.0));
    }

    /** The font that the ancestor would take. */
    private Font font() {
        java.awt.Font font = getFont();
        return Font.font(
                font.getFamily(),
                font.isBold() ? FontWeight.BOLD : FontWeight.NORMAL,
                font.isItalic() ? FontPosture.ITALIC : FontPosture.REGULAR,
                font.getSize2D());
    }
}
