package io.sparsescope.views.export;

import io.sparsescope.resources.FontFace;
import io.sparsescope.resources.Resources;
import io.sparsescope.views.picture.Mark;
import java.awt.geom.AffineTransform;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;

/**
 * Lays words that are not seen over their outlines, so that a page's text can be searched and
 * copied. They are set in the window's own font, of which the letters that occur are embedded;
 * letters that it does not have, icons among them, are left out of the words and stay outlines.
 */
final class PdfLetters implements Closeable {
    private final TrueTypeFont face;
    private final CmapLookup glyphs;
    private final PDType0Font font;

    PdfLetters(PDDocument document) throws IOException {
        try (InputStream stream = Resources.openFont(FontFace.INTER_REGULAR)) {
            face = new TTFParser().parse(new RandomAccessReadBuffer(stream));
        }
        glyphs = face.getUnicodeCmapLookup();
        font = PDType0Font.load(document, face, true);
    }

    void write(Mark.Words words, PDPageContentStream content) throws IOException {
        String text = known(words.text());
        if (text.isBlank()) {
            return;
        }
        var place = new AffineTransform(words.place());
        place.scale(1, -1); // letters stand upright in a page's own coordinates
        content.beginText();
        content.setRenderingMode(RenderingMode.NEITHER);
        content.setFont(font, (float) words.size());
        double natural = font.getStringWidth(text) / 1_000 * words.size();
        content.setHorizontalScaling((float) (100 * words.width() / natural));
        content.setTextMatrix(new Matrix(place));
        content.showText(text);
        content.endText();
    }

    private String known(String text) {
        var known = new StringBuilder();
        text.codePoints()
                .filter(sign -> glyphs.getGlyphId(sign) != 0)
                .forEach(known::appendCodePoint);
        return known.toString();
    }

    @Override
    public void close() throws IOException {
        face.close();
    }
}
