package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code view} draws pictures without a display. */
final class CommandLineViewTest {
    @TempDir private Path directory;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void masksAreDrawnInTheAskedSizeAndInColours() throws IOException {
        Path picture = directory.resolve("x.png");
        CommandLineSession session =
                CommandLineSession.succeed(
                        "view",
                        BUNDLED,
                        "--view",
                        "masks",
                        "--sparsity",
                        0.5,
                        "--width",
                        640,
                        "--height",
                        400,
                        "--out",
                        picture);

        assertEquals(picture + ": masks, 640 x 400", session.out().strip());
        assertEquals(List.of("x.png"), CommandLineSession.filesIn(directory));
        BufferedImage image = assertNotNullImage(ImageIO.read(picture.toFile()));
        assertEquals(640, image.getWidth());
        assertEquals(400, image.getHeight());
        int[] pixels = image.getRGB(0, 0, 640, 400, null, 0, 640);
        long colours = java.util.Arrays.stream(pixels).distinct().count();
        assertTrue(colours > 2, "only " + colours + " colours");
    }

    @Test
    void aSavedSessionIsDrawnLikeTheOptionsThatItStandsFor() throws IOException {
        Path session = directory.resolve("half.sparsescope.json");
        SavedSession.write(session, 0.5);
        Path drawn = directory.resolve("session.png");
        CommandLineSession.succeed("view", session, "--view", "masks", "--out", drawn);
        Path same = directory.resolve("options.png");
        CommandLineSession.succeed(
                "view", BUNDLED, "--view", "masks", "--sparsity", 0.5, "--out", same);
        assertArrayEquals(pixels(same), pixels(drawn));

        var refused =
                CommandLineSession.execute(
                        "view", session, "--view", "masks", "--sparsity", 0.3, "--out", drawn);
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("--sparsity"), refused.err());
    }

    @Test
    void aSessionWhoseModelIsGoneSaysWhereItWas() throws IOException {
        Path session = directory.resolve("lost.sparsescope.json");
        Files.writeString(
                session,
                """
                {"format": "sparsescope-session", "version": "1.0",
                 "model": {"path": "gone", "name": "gone", "bytes": 12, "hash": "abcdef0123456789"},
                 "steps": [{"prompt": "x", "sparsity": {"method": "teal", "level": 0.5,
                    "positions": "all", "allocation": {"kind": "uniform", "name": null,
                    "levels": null}, "overrides": {}}, "pruning": null,
                    "spontaneous": {"source": "none", "sets": [], "interpolated": false,
                    "strength": 1, "off": []}, "text": {"form": "PLAIN", "maxTokens": 8,
                    "sampler": {"repetitionPenalty": 1, "temperature": 0, "topK": 0, "topP": 1,
                    "minP": 0, "seed": 0}}}],
                 "step": 0, "selection": {"site": "model.layers.0.mlp.down_proj",
                    "position": null, "channel": null},
                 "liveText": true, "view": {}, "vectors": [], "job": null}
                """);
        Path drawn = directory.resolve("x.png");
        var refused =
                CommandLineSession.execute("view", session, "--view", "masks", "--out", drawn);
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains(directory.resolve("gone").toString()), refused.err());
        assertTrue(refused.err().contains("abcdef012345"), refused.err());
        assertFalse(Files.exists(drawn));
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void thePageSaysByWhichCommandItIsMadeAgain() throws IOException {
        Path page = directory.resolve("x.pdf");
        CommandLineSession.succeed(
                "view",
                BUNDLED,
                "--view",
                "map",
                "--sparsity",
                0.5,
                "--prompt",
                "It's a cat",
                "--theme",
                "dark",
                "--width",
                640,
                "--height",
                400,
                "--out",
                page);

        try (PDDocument pdf = Loader.loadPDF(page.toFile())) {
            var information = pdf.getDocumentInformation();
            assertEquals("map of storybook-14m", information.getTitle());
            assertEquals("0.5", information.getCustomMetadataValue("Target sparsity"));
            String command = information.getCustomMetadataValue("Command");
            assertTrue(command.startsWith("sparsescope view "), command);
            assertTrue(command.contains(" --prompt 'It'\\''s a cat' "), command);
            assertEquals(480, pdf.getPage(0).getMediaBox().getWidth());
        }
    }

    @Test
    void whatCannotBeWrittenIsSaidBeforeAnyWork() {
        assertUsage("x.jpg: the kind of picture is not known", "--out", "x.jpg");
        assertUsage("--scale is for PNG", "--scale", 2, "--out", directory.resolve("x.svg"));
        CommandLineSession lost =
                CommandLineSession.execute(
                        "view", BUNDLED, "--view", "map", "--out", directory.resolve("no/x.svg"));
        assertEquals(5, lost.code());
        assertTrue(lost.err().contains("x.svg: cannot be written"), lost.err());
    }

    private static void assertUsage(String words, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("view", BUNDLED, "--view", "map"));
        arguments.addAll(List.of(options));
        CommandLineSession refused = CommandLineSession.execute(arguments.toArray());
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains(words), refused.err());
    }

    private static int[] pixels(Path picture) throws IOException {
        BufferedImage image = assertNotNullImage(ImageIO.read(picture.toFile()));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static BufferedImage assertNotNullImage(BufferedImage image) {
        assertNotNull(image, "no PNG");
        return image;
    }
}
