package io.sparsescope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.views.shell.ViewName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** A report that was written, as a browser reads it. */
final class ReportPage {
    /** Views that have nothing to show before a person has asked for it. */
    private static final Set<ViewName> WITHOUT =
            EnumSet.of(ViewName.WINDOW, ViewName.SWEEP, ViewName.CATEGORIES, ViewName.SPEED);

    /** What a style loads. */
    private static final Pattern LOADED = Pattern.compile("@import|url\\((?!['\"]?data:)");

    private ReportPage() {}

    /** The names of the views that a report of a fresh session has, in order. */
    static List<String> views() {
        return Arrays.stream(ViewName.values())
                .filter(view -> !WITHOUT.contains(view))
                .map(ViewName::cliName)
                .toList();
    }

    /** Reads a page that must be HTML without a fault. */
    static Document read(Path page) throws IOException {
        Parser parser = Parser.htmlParser().setTrackErrors(10);
        Document report = Jsoup.parse(Files.readString(page), "", parser);
        assertEquals(List.of(), parser.getErrors());
        return report;
    }

    /** Nothing is loaded from anywhere; only a person who clicks on a link goes elsewhere. */
    static void needsNothingElse(Document report) {
        assertTrue(report.select("script, link, iframe, object, embed, base").isEmpty());
        for (String attribute : List.of("src", "href", "srcset", "poster", "data", "action")) {
            for (Element node : report.select("[" + attribute + "]")) {
                String target = node.attr(attribute);
                boolean link = node.normalName().equals("a") && target.startsWith("https://");
                assertTrue(
                        link || target.startsWith("#") || target.startsWith("data:"),
                        node.normalName() + " needs " + target);
            }
        }
        for (Element style : report.select("style")) {
            assertFalse(LOADED.matcher(style.data()).find(), style.data());
        }
        assertTrue(report.select("[style*=url]").isEmpty());
    }

    /** A view has a figure, tables, settings and the commands that make them again. */
    static void isComplete(Element section) throws Exception {
        String source = section.select("img").attr("src");
        byte[] svg = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
        var figure =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg));
        assertEquals("900", figure.getDocumentElement().getAttribute("width"));
        assertFalse(section.select("figure img[alt]").isEmpty());
        assertFalse(section.select(".data tbody td").isEmpty(), section.id() + " has no table");
        assertTrue(section.select("details .facts").text().contains("Model hash"), section.id());
        assertTrue(
                section.select("pre").text().contains("--view " + section.id() + " "),
                section.id() + " does not say how to make it again");
    }
}
