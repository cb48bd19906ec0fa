package io.sparsescope.views.export;

import io.sparsescope.views.picture.Drawing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/**
 * A {@link Drawing} as the bytes of a PDF file of one page, as large as the drawing: 96 pixels are
 * an inch there and 72 points.
 */
final class PdfFile {
    static final float POINTS_PER_PIXEL = 72f / 96;

    private PdfFile() {}

    /** The bytes of the file. */
    static byte[] bytes(Drawing drawing, Map<String, String> provenance) {
        var bytes = new ByteArrayOutputStream();
        try (var document = new PDDocument();
                var letters = new PdfLetters(document)) {
            float width = (float) drawing.width() * POINTS_PER_PIXEL;
            float height = (float) drawing.height() * POINTS_PER_PIXEL;
            var page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            document.setDocumentInformation(information(provenance));
            try (var content = new PDPageContentStream(document, page)) {
                content.transform(new Matrix(POINTS_PER_PIXEL, 0, 0, -POINTS_PER_PIXEL, 0, height));
                new PdfMarks(document, letters, content).draw(drawing.marks());
            }
            document.save(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the picture could not be made into PDF", e);
        }
        return bytes.toByteArray();
    }

    private static PDDocumentInformation information(Map<String, String> provenance) {
        var information = new PDDocumentInformation();
        provenance.forEach((keyword, text) -> {
            switch (keyword) {
                case ViewExport.TITLE -> information.setTitle(text);
                case ViewExport.SOFTWARE -> information.setCreator(text);
                default -> information.setCustomMetadataValue(keyword, text);
            }
        });
        return information;
    }
}
