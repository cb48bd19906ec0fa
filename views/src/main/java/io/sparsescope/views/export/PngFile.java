package io.sparsescope.views.export;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/** Pixels as the bytes of a PNG file. */
final class PngFile {
    private static final String TREE = "javax_imageio_png_1.0";

    private PngFile() {}

    /**
     * The bytes of the file.
     *
     * @param provenance told in text chunks, a keyword each
     */
    static byte[] bytes(BufferedImage picture, Map<String, String> provenance) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(bytes)) {
            var type = ImageTypeSpecifier.createFromRenderedImage(picture);
            IIOMetadata metadata = writer.getDefaultImageMetadata(type, null);
            tell(metadata, provenance);
            writer.setOutput(stream);
            writer.write(new IIOImage(picture, null, metadata));
        } catch (IOException e) {
            throw new UncheckedIOException("the picture could not be made into PNG", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static void tell(IIOMetadata metadata, Map<String, String> provenance)
            throws IIOInvalidTreeException {
        var latin = new IIOMetadataNode("tEXt");
        var international = new IIOMetadataNode("iTXt");
        provenance.forEach((keyword, text) -> {
            // tEXt is Latin-1 by its definition (PNG 11.3.4.3); every reader knows it.
            if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
                var entry = new IIOMetadataNode("tEXtEntry");
                entry.setAttribute("keyword", keyword);
                entry.setAttribute("value", text);
                latin.appendChild(entry);
            } else {
                var entry = new IIOMetadataNode("iTXtEntry");
                entry.setAttribute("keyword", keyword);
                entry.setAttribute("compressionFlag", "FALSE");
                entry.setAttribute("compressionMethod", "0");
                entry.setAttribute("languageTag", "");
                entry.setAttribute("translatedKeyword", keyword);
                entry.setAttribute("text", text);
                international.appendChild(entry);
            }
        });
        var root = new IIOMetadataNode(TREE);
        for (var chunk : new IIOMetadataNode[] {latin, international}) {
            if (chunk.hasChildNodes()) {
                root.appendChild(chunk);
            }
        }
        metadata.mergeTree(TREE, root);
    }
}
