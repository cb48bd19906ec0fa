package io.sparsescope.views.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.views.chart.ChartExport;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.FxThread;
import io.sparsescope.views.picture.Drawing;
import io.sparsescope.views.picture.Mark;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javax.imageio.ImageIO;
import javax.imageio.metadata.IIOMetadataNode;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewExportTest {
    private static final int SIDE = 200;

    /** The page's reader puts edges on whole dots, so dots are made smaller than pixels. */
    private static final int FINE = 8;

    /** Looks, each with what makes it. */
    private static final String STYLE =
            "-fx-background-color: #ddd, linear-gradient(to right, #06c, #fc0);"
                    + " -fx-background-insets: 0, 4; -fx-background-radius: 12 0 30 4, 8;"
                    + " -fx-border-color: #900 #090 #009 #990; -fx-border-width: 1 6 2 4;";

    @Test
    void aPageLooksAsTheScreenDoes() throws IOException {
        Region shown = FxThread.get(ViewExportTest::everything);
        BufferedImage screen =
                FxThread.get(() ->
                        SwingFXUtils.fromFXImage(
                                ChartExport.picture(shown, ChartTheme.LIGHT, 1), null));
        byte[] bytes =
                FxThread.get(() -> ViewExport.take(shown, ChartTheme.LIGHT, PictureFormat.PDF, 1))
                        .bytes(Map.of());
        try (var pdf = Loader.loadPDF(bytes)) {
            BufferedImage page =
                    new PDFRenderer(pdf).renderImage(0, FINE * 96f / 72, ImageType.RGB);
            assertEquals(SIDE * FINE, page.getWidth());
            assertEquals(SIDE * FINE, page.getHeight());
            Path kept = Files.createDirectories(Path.of("target", "vectors", "everything"));
            ImageIO.write(screen, "png", kept.resolve("screen.png").toFile());
            ImageIO.write(page, "png", kept.resolve("page.png").toFile());
            double difference = difference(screen, page);
            assertTrue(difference < 0.003, "share of pixels that differ: " + difference);
        }
    }

    /** One of everything that views are made of but text, which the screen rounds to pixels. */
    private static Region everything() {
        var styled = new Region();
        styled.setStyle(STYLE);
        styled.resizeRelocate(5, 5, 90, 60);
        var arrow = new Region();
        arrow.setStyle("-fx-shape: 'M0 0l8 0 -4 6z'; -fx-background-color: black;");
        arrow.resizeRelocate(20, 20, 24, 18);
        var ring = new Circle(140, 40, 25, Color.CORNSILK);
        ring.setStroke(Color.DARKGREEN);
        ring.setStrokeWidth(5);
        ring.setStrokeType(javafx.scene.shape.StrokeType.OUTSIDE);
        var cut = new Rectangle(100, 80, 80, 40);
        cut.setFill(Color.PURPLE);
        cut.setClip(new Circle(140, 100, 25));
        cut.setRotate(10);
        var dashed = new Line(5, 130, 195, 140);
        dashed.setStrokeWidth(3);
        dashed.getStrokeDashArray().setAll(8.0, 6.0);
        var path = new SVGPath();
        path.setContent("M10 80 h40 v30 a15 15 0 0 1 -30 0 z");
        path.setFill(Color.TEAL);
        path.setOpacity(0.4);
        var stripes = new WritableImage(30, 20);
        for (int x = 0; x < 30; x++) {
            for (int y = 0; y < 20; y++) {
                stripes.getPixelWriter().setColor(x, y, x / 5 % 2 == 0 ? Color.RED : Color.BLUE);
            }
        }
        var pixels = new ImageView(stripes);
        pixels.relocate(150, 172);
        var all = new Pane(styled, arrow, ring, cut, dashed, path, pixels);
        all.getChildren().forEach(child -> child.setManaged(false));
        new Scene(all, SIDE, SIDE);
        all.applyCss();
        all.layout();
        return all;
    }

    /** Share of pixels of which a channel differs by more than a third of full scale. */
    private static double difference(BufferedImage screen, BufferedImage page) {
        int different = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double most = 0;
                for (int shift = 0; shift < 24; shift += 8) {
                    int seen = screen.getRGB(x, y) >> shift & 0xFF;
                    double printed = mean(page, x * FINE, y * FINE, shift);
                    most = Math.max(most, Math.abs(seen - printed) / 255);
                }
                different += most > 1.0 / 3 ? 1 : 0;
            }
        }
        return (double) different / (SIDE * SIDE);
    }

    private static double mean(BufferedImage fine, int left, int top, int shift) {
        double sum = 0;
        for (int dot = 0; dot < FINE * FINE; dot++) {
            sum += fine.getRGB(left + dot % FINE, top + dot / FINE) >> shift & 0xFF;
        }
        return sum / (FINE * FINE);
    }

    @Test
    void linesOfTextAreAsWideAsOnTheScreenAndBrokenAlike() {
        FxThread.get(() -> {
            var text = new Text("Sparse activations, 50\u00a0% of them \u2192 zeros. ".repeat(4));
            text.setFont(Font.font(13));
            text.setWrappingWidth(150);
            text.relocate(10, 10);
            var pane = new Pane(text);
            pane.resize(300, 300);
            Drawing drawing = ViewExport.drawing(pane, ChartTheme.LIGHT);
            var lines = drawing.leaves().filter(Mark.Words.class::isInstance).toList();
            var set = text.getLayoutInfo().getTextLines(false);
            assertEquals(set.size(), lines.size());
            double down = 10 - set.getFirst().bounds().getMinY(); // they count from the base line
            for (int line = 0; line < set.size(); line++) {
                var words = (Mark.Words) lines.get(line);
                var ink = words.outlines().getBounds2D();
                Rectangle2D place = set.get(line).bounds();
                String seen = words.text() + ": " + words.width() + ", " + ink + " in " + place;
                assertTrue(words.width() <= place.getWidth() + 0.01, seen);
                assertTrue(Math.abs(ink.getWidth() - words.width()) < 4, seen);
                assertTrue(ink.getMinY() > down + place.getMinY(), seen);
                assertTrue(ink.getMaxY() < down + place.getMaxY(), seen);
            }
            return true;
        });
    }

    @Test
    void wordsThatAreCutShortOnTheScreenAreCutInThePicture() {
        Drawing drawing =
                FxThread.get(() -> {
                    var label = new Label("Words that are too long to stand in this line");
                    var pane = new Pane(label);
                    new Scene(pane, SIDE, SIDE);
                    label.setMaxWidth(120);
                    pane.applyCss();
                    pane.layout();
                    return ViewExport.drawing(pane, ChartTheme.LIGHT);
                });
        var words = drawing.leaves().filter(Mark.Words.class::isInstance).toList();
        assertEquals(1, words.size());
        String seen = ((Mark.Words) words.getFirst()).text();
        assertTrue(seen.matches("Words that .*\\.\\.\\."), seen);
    }

    @Test
    void aCanvasThatCannotDrawItselfIsRefusedByName() {
        var error =
                assertThrows(
                        RuntimeException.class,
                        () ->
                                FxThread.get(() ->
                                        ViewExport.drawing(
                                                new Pane(new Canvas()), ChartTheme.LIGHT)));
        assertTrue(error.toString().contains("a canvas of pixels only"), error.toString());
    }

    @Test
    void aPngTellsWhereItComesFromInAnyAlphabet() throws IOException {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("Title", "d\u00e9j\u00e0 vu");
        provenance.put("Prompt", "\u4f60\u597d");
        byte[] png = ViewExport.pixels(new WritableImage(3, 2)).bytes(provenance);
        var reader = ImageIO.getImageReadersByFormatName("png").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(png)));
        var tree = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
        var latin = (IIOMetadataNode) tree.getElementsByTagName("tEXtEntry").item(0);
        var other = (IIOMetadataNode) tree.getElementsByTagName("iTXtEntry").item(0);
        assertEquals("Title", latin.getAttribute("keyword"));
        assertEquals("d\u00e9j\u00e0 vu", latin.getAttribute("value"));
        assertEquals("Prompt", other.getAttribute("keyword"));
        assertEquals("\u4f60\u597d", other.getAttribute("text"));
        assertEquals(3, reader.getWidth(0));
        assertEquals(2, reader.getHeight(0));
    }

    @Test
    void aWriteReplacesTheFileAndLeavesNothingBeside(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("chart.png"), "old");
        ViewExport.pixels(new WritableImage(2, 2)).write(file, Map.of());
        assertTrue(Files.size(file) > 3);
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aFailedWriteChangesNothingAndNamesTheFile(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("busy.png");
        Files.createDirectories(target.resolve("inside"));
        TakenPicture picture = ViewExport.pixels(new WritableImage(2, 2));
        var error = assertThrows(UncheckedIOException.class, () -> picture.write(target, Map.of()));
        assertTrue(error.toString().contains(target.toString()), error.toString());
        try (var files = Files.list(folder)) {
            assertArrayEquals(new Object[] {target}, files.toArray());
        }
    }

    @Test
    void theEndingOfANameSaysItsFormat() {
        assertEquals(PictureFormat.SVG, PictureFormat.of(Path.of("a.b/Map.SVG")));
        var error =
                assertThrows(
                        IllegalArgumentException.class, () -> PictureFormat.of(Path.of("map.eps")));
        assertTrue(error.toString().contains(".png, .svg, .pdf"), error.toString());
    }
}
