package io.sparsescope.views.export;

import io.sparsescope.views.picture.Drawing;
import io.sparsescope.views.picture.Mark;
import java.awt.BasicStroke;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A {@link Drawing} as the bytes of an SVG 1.1 file. Text is outlined and carries its words as
 * labels, so that it looks the same without its fonts and can still be read out and searched for.
 */
final class SvgFile {
    static final String PROVENANCE = "urn:sparsescope:provenance";

    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String XLINK = "http://www.w3.org/1999/xlink";

    private final XMLStreamWriter xml;
    private final SvgDefinitions definitions;

    private SvgFile(XMLStreamWriter xml) {
        this.xml = xml;
        definitions = new SvgDefinitions(xml);
    }

    /** The bytes of the file. */
    static byte[] bytes(Drawing drawing, Map<String, String> provenance) {
        var bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            new SvgFile(xml).write(drawing, provenance);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the picture could not be made into SVG", e);
        }
        return bytes.toByteArray();
    }

    private void write(Drawing drawing, Map<String, String> provenance) throws XMLStreamException {
        String width = SvgText.number(drawing.width());
        String height = SvgText.number(drawing.height());
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeStartElement("svg");
        xml.writeDefaultNamespace(SVG);
        xml.writeNamespace("xlink", XLINK);
        xml.writeAttribute("version", "1.1");
        xml.writeAttribute("width", width);
        xml.writeAttribute("height", height);
        xml.writeAttribute("viewBox", "0 0 " + width + " " + height);
        writeProvenance(provenance);
        writeMarks(drawing.marks());
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void writeProvenance(Map<String, String> provenance) throws XMLStreamException {
        if (provenance.containsKey(ViewExport.TITLE)) {
            xml.writeStartElement("title");
            xml.writeCharacters(SvgText.legal(provenance.getOrDefault(ViewExport.TITLE, "")));
            xml.writeEndElement();
        }
        xml.writeStartElement("metadata");
        xml.writeNamespace("p", PROVENANCE);
        for (Map.Entry<String, String> entry : provenance.entrySet()) {
            xml.writeStartElement("p", "entry", PROVENANCE);
            xml.writeAttribute("name", entry.getKey());
            xml.writeCharacters(SvgText.legal(entry.getValue()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void writeMarks(List<Mark> marks) throws XMLStreamException {
        for (Mark mark : marks) {
            switch (mark) {
                case Mark.Fill fill -> {
                    String paint = definitions.paint(fill.tint());
                    xml.writeEmptyElement("path");
                    xml.writeAttribute("d", SvgText.path(fill.area()));
                    definitions.writePaint("fill", paint, fill.tint());
                    if (SvgText.isEvenOdd(fill.area())) {
                        xml.writeAttribute("fill-rule", "evenodd");
                    }
                }
                case Mark.Line line -> writeLine(line);
                case Mark.Words words -> {
                    String paint = definitions.paint(words.tint());
                    xml.writeEmptyElement("path");
                    xml.writeAttribute("role", "img");
                    xml.writeAttribute("aria-label", SvgText.legal(words.text()));
                    xml.writeAttribute("d", SvgText.path(words.outlines()));
                    definitions.writePaint("fill", paint, words.tint());
                }
                case Mark.Raster raster -> writeRaster(raster);
                case Mark.Group group -> writeGroup(group);
            }
        }
    }

    private void writeLine(Mark.Line line) throws XMLStreamException {
        BasicStroke pen = line.pen();
        String paint = definitions.paint(line.tint());
        xml.writeEmptyElement("path");
        xml.writeAttribute("d", SvgText.path(line.path()));
        xml.writeAttribute("fill", "none");
        definitions.writePaint("stroke", paint, line.tint());
        xml.writeAttribute("stroke-width", SvgText.number(pen.getLineWidth()));
        if (pen.getEndCap() != BasicStroke.CAP_BUTT) {
            xml.writeAttribute(
                    "stroke-linecap",
                    pen.getEndCap() == BasicStroke.CAP_ROUND ? "round" : "square");
        }
        if (pen.getLineJoin() == BasicStroke.JOIN_MITER) {
            xml.writeAttribute("stroke-miterlimit", SvgText.number(pen.getMiterLimit()));
        } else {
            xml.writeAttribute(
                    "stroke-linejoin",
                    pen.getLineJoin() == BasicStroke.JOIN_ROUND ? "round" : "bevel");
        }
        if (pen.getDashArray() != null) {
            xml.writeAttribute("stroke-dasharray", SvgText.numbers(pen.getDashArray()));
            xml.writeAttribute("stroke-dashoffset", SvgText.number(pen.getDashPhase()));
        }
    }

    /** {@code optimizeSpeed} keeps pixels sharp; CSS reads it as {@code pixelated}. */
    private void writeRaster(Mark.Raster raster) throws XMLStreamException {
        AffineTransform place = raster.place();
        byte[] png = PngFile.bytes(raster.pixels(), Map.of());
        xml.writeEmptyElement("image");
        xml.writeAttribute("width", "1");
        xml.writeAttribute("height", "1");
        xml.writeAttribute("preserveAspectRatio", "none");
        xml.writeAttribute("image-rendering", "optimizeSpeed");
        xml.writeAttribute("transform", SvgText.matrix(place));
        xml.writeAttribute(
                "xlink",
                XLINK,
                "href",
                "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
    }

    private void writeGroup(Mark.Group group) throws XMLStreamException {
        String clip = group.clip() == null ? "" : definitions.clip(group.clip());
        xml.writeStartElement("g");
        if (!clip.isEmpty()) {
            xml.writeAttribute("clip-path", "url(#" + clip + ")");
        }
        if (group.opacity() < 1) {
            xml.writeAttribute("opacity", SvgText.number(group.opacity()));
        }
        writeMarks(group.marks());
        xml.writeEndElement();
    }
}
