package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.export.PictureFormat;
import io.sparsescope.views.export.TakenPicture;
import io.sparsescope.views.export.ViewExport;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.WorkbenchSession;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Dimension2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Every view as vectors: all its text, and no pixels but those of heat maps. The files stay under
 * target/vectors, beside the same view in pixels.
 */
class ViewVectorsTest {
    private static final Dimension2D SIZE = new Dimension2D(900, 500);
    private static final Map<String, String> PROVENANCE =
            Map.of(ViewExport.TITLE, "A view", "model", "hand-stepped \u2192 \u0001");

    /** What one view shows, and its picture in every format. */
    private record Taken(
            List<String> words, long images, Map<PictureFormat, TakenPicture> pictures) {}

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    @AfterAll
    static void leaveTheThemeAsItWas() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> Application.setUserAgentStylesheet(null));
    }

    static List<Arguments> views() {
        List<Arguments> views = new ArrayList<>();
        for (ViewName view : ViewName.values()) {
            for (Theme theme : Theme.values()) {
                views.add(Arguments.of(view, theme));
            }
        }
        return views;
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyViewIsDrawnAsVectorsWithAllItsText(ViewName view, Theme theme) throws Exception {
        Taken taken = take(view, theme);
        String name = view.cliName() + "-" + theme.name().toLowerCase(Locale.ROOT);
        Path directory = Files.createDirectories(Path.of("target", "vectors"));
        taken.pictures()
                .forEach((format, picture) ->
                        picture.write(directory.resolve(name + format.ending()), PROVENANCE));
        assertFalse(taken.words().isEmpty(), "the view has no text");
        checkSvg(directory.resolve(name + ".svg"), taken);
        checkPdf(directory.resolve(name + ".pdf"), taken);
    }

    private static void checkSvg(Path file, Taken taken) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document svg =
                factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(Files.readAllBytes(file)));
        assertEquals("900", svg.getDocumentElement().getAttribute("width"));
        assertEquals(taken.images(), svg.getElementsByTagName("image").getLength());
        NodeList paths = svg.getElementsByTagName("path");
        List<String> labels = new ArrayList<>();
        for (int path = 0; path < paths.getLength(); path++) {
            labels.add(((Element) paths.item(path)).getAttribute("aria-label"));
        }
        for (String words : taken.words()) {
            assertTrue(labels.contains(words), "no '" + words + "' among " + labels);
        }
        assertEquals("A view", svg.getElementsByTagName("title").item(0).getTextContent());
    }

    private static void checkPdf(Path file, Taken taken) throws Exception {
        try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
            assertEquals(675, pdf.getPage(0).getMediaBox().getWidth());
            assertEquals(375, pdf.getPage(0).getMediaBox().getHeight());
            assertEquals("A view", pdf.getDocumentInformation().getTitle());
            var stripper = new PDFTextStripper();
            stripper.setSuppressDuplicateOverlappingText(false); // the window is squeezed here
            String text = letters(stripper.getText(pdf));
            for (String words : taken.words()) {
                assertTrue(text.contains(letters(words)), "no '" + words + "' in " + text);
            }
        }
    }

    /** What is found by searching, whatever spaces a reader makes of gaps. */
    private static String letters(String text) {
        return text.replaceAll("[^a-zA-Z0-9]", "");
    }

    private static Taken take(ViewName view, Theme theme) {
        WorkbenchSession session = session(theme);
        return WaitForAsyncUtils.waitForAsyncFx(
                        20_000,
                        () -> ViewPicture.take(session, view, SIZE, region -> taken(region, theme)))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static Taken taken(Region region, Theme theme) {
        var colours = WorkbenchStyle.chartTheme(theme);
        Map<PictureFormat, TakenPicture> pictures = new EnumMap<>(PictureFormat.class);
        for (PictureFormat format : PictureFormat.values()) {
            pictures.put(format, ViewExport.take(region, colours, format, 1));
        }
        List<Node> shown = new ArrayList<>();
        collect(region, shown);
        List<String> words =
                shown.stream()
                        .filter(node -> node instanceof Text text && isOneLine(text))
                        .map(node -> ((Text) node).getText().stripTrailing())
                        .filter(text -> !text.isBlank() && isPlain(text))
                        .toList();
        long images =
                shown.stream()
                        .filter(node -> node instanceof ImageView image && image.getImage() != null)
                        .count();
        return new Taken(words, images, pictures);
    }

    private static boolean isOneLine(Text text) {
        return text.getLayoutInfo().getTextLineCount() == 1;
    }

    /** Icons are letters of a font of their own, and no words. */
    private static boolean isPlain(String text) {
        return text.codePoints().allMatch(sign -> sign < 0x2000);
    }

    private static void collect(Node node, List<Node> shown) {
        if (node.isVisible() && node.getOpacity() > 0) {
            shown.add(node);
            if (node instanceof Parent parent) {
                parent.getChildrenUnmodifiable().forEach(child -> collect(child, shown));
            }
        }
    }

    private static WorkbenchSession session(Theme theme) {
        HandSteppedSession hand = HandSteppedSession.opened();
        hand.session().themeProperty().set(theme);
        var now = hand.session().experimentProperty().get();
        hand.session().change(now.withSetting(SparsitySetting.DENSE.withTargetSparsity(0.5)));
        var site = new ProjectionSite(4, Projection.DOWN_PROJ);
        hand.session().select(hand.session().selectionProperty().get().withSite(site));
        hand.engine().runAll();
        return hand.session();
    }
}
