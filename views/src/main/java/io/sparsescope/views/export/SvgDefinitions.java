package io.sparsescope.views.export;

import io.sparsescope.views.picture.Tint;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.paint.Color;
import javafx.scene.paint.Stop;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What an SVG file refers to by a name: edges and gradients, each written before its first use. */
final class SvgDefinitions {
    private final XMLStreamWriter xml;
    private final Map<Object, String> names = new HashMap<>();

    SvgDefinitions(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** The name of an edge. */
    String clip(Shape clip) throws XMLStreamException {
        var path = new Path2D.Double(clip);
        String data = SvgText.path(path);
        String known = names.get(data);
        if (known != null) {
            return known;
        }
        String name = newName("clip", data);
        xml.writeStartElement("clipPath");
        xml.writeAttribute("id", name);
        xml.writeEmptyElement("path");
        xml.writeAttribute("d", data);
        if (SvgText.isEvenOdd(path)) {
            xml.writeAttribute("clip-rule", "evenodd");
        }
        xml.writeEndElement();
        return name;
    }

    /** The value of a fill or stroke. */
    String paint(Tint tint) throws XMLStreamException {
        return switch (tint) {
            case Tint.Solid solid -> SvgText.colour(solid.color());
            case Tint.Gradient gradient -> {
                String known = names.get(gradient);
                yield "url(#" + (known == null ? written(gradient) : known) + ")";
            }
        };
    }

    private String written(Tint.Gradient gradient) throws XMLStreamException {
        String name = newName("gradient", gradient);
        xml.writeStartElement("linearGradient");
        xml.writeAttribute("id", name);
        xml.writeAttribute("gradientUnits", "userSpaceOnUse");
        xml.writeAttribute("x1", SvgText.number(gradient.from().getX()));
        xml.writeAttribute("y1", SvgText.number(gradient.from().getY()));
        xml.writeAttribute("x2", SvgText.number(gradient.to().getX()));
        xml.writeAttribute("y2", SvgText.number(gradient.to().getY()));
        for (Stop stop : gradient.stops()) {
            xml.writeEmptyElement("stop");
            xml.writeAttribute("offset", SvgText.number(stop.getOffset()));
            xml.writeAttribute("stop-color", SvgText.colour(stop.getColor()));
            writeOpacity("stop-opacity", stop.getColor());
        }
        xml.writeEndElement();
        return name;
    }

    private String newName(String kind, Object definition) {
        String name = kind + (names.size() + 1);
        names.put(definition, name);
        return name;
    }

    /** Writes a paint as an attribute with its opacity. */
    void writePaint(String attribute, String paint, Tint tint) throws XMLStreamException {
        xml.writeAttribute(attribute, paint);
        if (tint instanceof Tint.Solid solid) {
            writeOpacity(attribute + "-opacity", solid.color());
        }
    }

    private void writeOpacity(String attribute, Color color) throws XMLStreamException {
        if (color.getOpacity() < 1) {
            xml.writeAttribute(attribute, SvgText.number(color.getOpacity()));
        }
    }
}
