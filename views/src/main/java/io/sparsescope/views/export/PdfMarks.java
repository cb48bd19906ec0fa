package io.sparsescope.views.export;

import io.sparsescope.views.picture.Mark;
import io.sparsescope.views.picture.Tint;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.List;
import javafx.scene.paint.Color;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroupAttributes;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.util.Matrix;

/** Draws marks into the content of a PDF page whose coordinates are the picture's own. */
final class PdfMarks {
    private final PDDocument document;
    private final PdfLetters letters;
    private final PDPageContentStream content;

    PdfMarks(PDDocument document, PdfLetters letters, PDPageContentStream content) {
        this.document = document;
        this.letters = letters;
        this.content = content;
    }

    void draw(List<Mark> marks) throws IOException {
        for (Mark mark : marks) {
            content.saveGraphicsState();
            switch (mark) {
                case Mark.Fill fill -> fill(fill.area(), fill.tint());
                case Mark.Line line -> line(line);
                case Mark.Words words -> {
                    fill(words.outlines(), words.tint());
                    letters.write(words, content);
                }
                case Mark.Raster raster -> raster(raster);
                case Mark.Group group -> group(group);
            }
            content.restoreGraphicsState();
        }
    }

    private void fill(Path2D area, Tint tint) throws IOException {
        path(area);
        switch (tint) {
            case Tint.Solid solid -> {
                opacity(solid.color().getOpacity());
                content.setNonStrokingColor(awt(solid.color()));
                if (SvgText.isEvenOdd(area)) {
                    content.fillEvenOdd();
                } else {
                    content.fill();
                }
            }
            case Tint.Gradient gradient -> {
                clip(area);
                content.shadingFill(PdfShading.of(gradient));
            }
        }
    }

    private void line(Mark.Line line) throws IOException {
        if (!(line.tint() instanceof Tint.Solid solid)) {
            throw new IllegalArgumentException("a line cannot have a gradient: " + line);
        }
        BasicStroke pen = line.pen();
        opacity(solid.color().getOpacity());
        content.setStrokingColor(awt(solid.color()));
        content.setLineWidth(pen.getLineWidth());
        content.setLineCapStyle(pen.getEndCap()); // AWT numbers caps and joins as PDF does
        content.setLineJoinStyle(pen.getLineJoin());
        content.setMiterLimit(pen.getMiterLimit());
        if (pen.getDashArray() != null) {
            content.setLineDashPattern(pen.getDashArray(), pen.getDashPhase());
        }
        path(line.path());
        content.stroke();
    }

    private void raster(Mark.Raster raster) throws IOException {
        var place = new AffineTransform(raster.place());
        place.concatenate(new AffineTransform(1, 0, 0, -1, 0, 1)); // images stand upright there
        content.drawImage(
                LosslessFactory.createFromImage(document, raster.pixels()), new Matrix(place));
    }

    private void group(Mark.Group group) throws IOException {
        if (group.clip() != null) {
            var edge = new Path2D.Double(group.clip());
            path(edge);
            clip(edge);
        }
        if (group.opacity() == 1) {
            draw(group.marks());
            return;
        }
        // Any form would do; of this kind the content stream knows its document's fonts.
        var form = new PDAppearanceStream(document);
        form.setGroup(new PDTransparencyGroupAttributes());
        form.setResources(new PDResources());
        form.setBBox(everywhere());
        try (var inner = new PDPageContentStream(document, form)) {
            new PdfMarks(document, letters, inner).draw(group.marks());
        }
        opacity(group.opacity());
        content.drawForm(form);
    }

    /** The edge of a translucent group is that of what lies around it. */
    private static PDRectangle everywhere() {
        float reach = 1 << 15;
        return new PDRectangle(-reach, -reach, 2 * reach, 2 * reach);
    }

    private void clip(Path2D path) throws IOException {
        Rectangle2D bounds = path.getBounds2D();
        if (bounds.isEmpty()) {
            content.addRect(0, 0, 0, 0); // nothing is inside; a page needs some path to say so
        }
        if (SvgText.isEvenOdd(path)) {
            content.clipEvenOdd();
        } else {
            content.clip();
        }
    }

    private void opacity(double opacity) throws IOException {
        if (opacity < 1) {
            var state = new PDExtendedGraphicsState();
            state.setNonStrokingAlphaConstant((float) opacity);
            state.setStrokingAlphaConstant((float) opacity);
            content.setGraphicsStateParameters(state);
        }
    }

    private static java.awt.Color awt(Color color) {
        return new java.awt.Color(
                (float) color.getRed(), (float) color.getGreen(), (float) color.getBlue());
    }

    private void path(Shape shape) throws IOException {
        float[] p = new float[6];
        float x = 0;
        float y = 0;
        for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
            int kind = at.currentSegment(p);
            switch (kind) {
                case PathIterator.SEG_MOVETO -> content.moveTo(p[0], p[1]);
                case PathIterator.SEG_LINETO -> content.lineTo(p[0], p[1]);
                case PathIterator.SEG_QUADTO -> // the same curve as a cubic one
                        content.curveTo(
                                x + (p[0] - x) * 2 / 3,
                                y + (p[1] - y) * 2 / 3,
                                p[2] + (p[0] - p[2]) * 2 / 3,
                                p[3] + (p[1] - p[3]) * 2 / 3,
                                p[2],
                                p[3]);
                case PathIterator.SEG_CUBICTO ->
                        content.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
                default -> content.closePath();
            }
            if (kind != PathIterator.SEG_CLOSE) {
                int end = 2 * Math.max(0, kind - 1);
                x = p[end];
                y = p[end + 1];
            }
        }
    }
}
