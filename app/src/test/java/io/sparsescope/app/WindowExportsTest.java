package io.sparsescope.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparsescope.engine.observation.ActivationSlice;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import javafx.geometry.Dimension2D;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.NodeList;

/** What a person exports from the window by its keys is opened, and is what the window showed. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class WindowExportsTest extends OpenProgram {
    private static final String TITLE = "masks of storybook-14m";

    @BeforeEach
    void makeItHalfSparse() {
        push(KeyCode.SHORTCUT, KeyCode.DIGIT5);
        untilShown();
    }

    /** The file, once the window says that it is there. */
    private Path written() {
        Path file = dialogs.written().getLast();
        until(() -> lookup("Wrote " + file).tryQuery().isPresent());
        return file;
    }

    private Path picture(String ending) {
        dialogs.want(ending);
        push(KeyCode.SHORTCUT, KeyCode.E);
        clickOn("#export-go");
        return written();
    }

    private Path data(String ending) {
        dialogs.want(ending);
        push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.E);
        return written();
    }

    private Dimension2D sizeOfMasks() {
        Region panel = lookup(".masks-panel").query();
        return onFx(() -> new Dimension2D(panel.getWidth(), panel.getHeight()));
    }

    private ActivationSlice masks() {
        return onFx(() -> session.results().snapshotProperty().get().focus());
    }

    @Test
    void theReportIsOnePageWithEveryViewThatNeedsNothingElse() throws Exception {
        push(KeyCode.SHORTCUT, KeyCode.ALT, KeyCode.E);
        assertTrue(lookup("Drawing the report \u2026").tryQuery().isPresent());
        Document report = ReportPage.read(written());

        assertEquals("storybook-14m, 50 % sparse", report.title());
        ReportPage.needsNothingElse(report);
        assertEquals(ReportPage.views(), report.select("section[id]").eachAttr("id"));
        for (Element section : report.select("section[id]")) {
            ReportPage.isComplete(section);
        }
        Map<String, String> facts = new HashMap<>();
        report.select("main > .facts tr")
                .forEach(row -> facts.put(row.select("th").text(), row.select("td").text()));
        assertEquals("0.5", facts.get("Target sparsity"), facts.toString());
        assertEquals(onFx(() -> session.experimentProperty().get().prompt()), facts.get("Prompt"));
        assertEquals(
                "sparsescope report SESSION.sparsescope.json --out report.html",
                report.select("main > pre").text());
        assertTrue(onFx(() -> session.errors().entries().isEmpty()));
    }

    @Test
    void thePictureOfAViewInPixelsIsTwiceAsFineAsTheScreen() throws IOException {
        Dimension2D size = sizeOfMasks();
        BufferedImage image = ImageIO.read(picture(".png").toFile());
        assertEquals(2 * size.getWidth(), image.getWidth(), 1);
        assertEquals(2 * size.getHeight(), image.getHeight(), 1);
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        Map<Integer, Integer> counts = new HashMap<>();
        Arrays.stream(pixels).forEach(pixel -> counts.merge(pixel, 1, Integer::sum));
        // Kept and dropped cells alone are most of the picture.
        long common = counts.values().stream().filter(count -> count > pixels.length / 50).count();
        assertTrue(common >= 2, "it is empty: " + common + " common colours");
        assertTrue(counts.size() > 20, "it has no words: " + counts.size() + " colours");
    }

    @Test
    void thePicturesOfAViewAsVectorsHaveItsCellsAndItsWords() throws Exception {
        Dimension2D size = sizeOfMasks();
        var svg =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(picture(".svg").toFile());
        var root = svg.getDocumentElement();
        assertEquals(size.getWidth(), Double.parseDouble(root.getAttribute("width")), 1);
        assertEquals(size.getHeight(), Double.parseDouble(root.getAttribute("height")), 1);
        assertEquals(TITLE, svg.getElementsByTagName("title").item(0).getTextContent());
        NodeList cells = svg.getElementsByTagName("image");
        assertTrue(cells.getLength() > 0, "the heat map is missing");
        NodeList paths = svg.getElementsByTagName("path");
        List<String> words =
                IntStream.range(0, paths.getLength())
                        .mapToObj(path -> (org.w3c.dom.Element) paths.item(path))
                        .map(path -> path.getAttribute("aria-label"))
                        .toList();
        assertTrue(words.containsAll(List.of("position", "channel")), words.toString());

        try (PDDocument pdf = Loader.loadPDF(picture(".pdf").toFile())) {
            assertEquals(1, pdf.getNumberOfPages());
            assertEquals(size.getWidth() * 72 / 96, pdf.getPage(0).getMediaBox().getWidth(), 1);
            assertEquals(TITLE, pdf.getDocumentInformation().getTitle());
            String text = // without the gaps that a reader sees between letters
                    new PDFTextStripper().getText(pdf).replaceAll("[^a-zA-Z0-9]", "");
            assertTrue(text.contains("position") && text.contains("channel"), text);
            assertTrue(
                    pdf.getPage(0).getResources().getXObjectNames().iterator().hasNext(),
                    "the heat map is missing");
        }
    }

    @Test
    void theDataOfAViewAreTheCellsThatTheWindowShows() throws IOException {
        ActivationSlice masks = masks();
        Path csv = data(".csv");
        try (CSVParser parser = CSVParser.parse(csv, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
            List<CSVRecord> table = parser.getRecords();
            int column = table.getFirst().toList().indexOf("kept");
            assertTrue(column > 0, table.getFirst().toString());
            assertEquals(masks.kept().length, table.size() - 1);
            for (int cell = 0; cell < masks.kept().length; cell++) {
                assertEquals(
                        String.valueOf(masks.kept()[cell]),
                        table.get(cell + 1).get(column),
                        "cell " + cell);
            }
        }
        var beside =
                new ObjectMapper()
                        .readTree(csv.resolveSibling(csv.getFileName() + ".json").toFile());
        assertEquals(TITLE, beside.at("/provenance/Title").asText());
        assertEquals("0.5", beside.at("/provenance/Target sparsity").asText());

        byte[] array = entry(data(".npz"), "cells.kept.npy");
        String header = new String(array, 0, 128, StandardCharsets.US_ASCII);
        assertTrue(
                header.contains(
                        "'shape': (" + masks.positionCount() + ", " + masks.channelCount() + ",)"),
                header);
        int start = array.length - masks.kept().length;
        byte[] kept = Arrays.copyOfRange(array, start, array.length);
        byte[] shown = new byte[kept.length];
        for (int cell = 0; cell < shown.length; cell++) {
            shown[cell] = (byte) (masks.kept()[cell] ? 1 : 0);
        }
        assertArrayEquals(shown, kept);
    }

    private static byte[] entry(Path archive, String name) throws IOException {
        try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return zip.readAllBytes();
                }
            }
        }
        throw new AssertionError(archive + " has no " + name);
    }
}
