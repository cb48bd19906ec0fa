package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code screens} draws every screen of the window without a display. */
final class CommandLineScreensTest {
    @TempDir private Path directory;

    @Test
    void aScreenIsDrawnInBothThemes() throws IOException {
        Path out = directory.resolve("pictures");
        var session =
                CommandLineSession.succeed(
                        "screens", BUNDLED, "--out", out, "--only", "no-prompt-masks-1280x800");

        assertEquals(out + ": 2 pictures", session.out().strip());
        assertEquals(
                List.of("no-prompt-masks-1280x800-dark.png", "no-prompt-masks-1280x800-light.png"),
                CommandLineSession.filesIn(out));
        BufferedImage dark =
                ImageIO.read(out.resolve("no-prompt-masks-1280x800-dark.png").toFile());
        assertEquals(1280, dark.getWidth());
        assertEquals(800, dark.getHeight());
        BufferedImage light =
                ImageIO.read(out.resolve("no-prompt-masks-1280x800-light.png").toFile());
        assertTrue(brightness(dark) < 64 && brightness(light) > 192, "the themes are told apart");
    }

    private static double brightness(BufferedImage picture) {
        return IntStream.range(0, picture.getWidth())
                .map(x -> picture.getRGB(x, picture.getHeight() / 3) & 0xff)
                .average()
                .orElseThrow();
    }

    @Test
    void wrongUseIsRefusedBeforeAnythingIsDrawn() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        var noDirectory = CommandLineSession.execute("screens", BUNDLED, "--out", file);
        assertEquals(2, noDirectory.code());
        assertTrue(noDirectory.err().contains("--out"), noDirectory.err());
        var nothing =
                CommandLineSession.execute(
                        "screens", BUNDLED, "--out", directory, "--only", "640x480");
        assertEquals(2, nothing.code());
        assertTrue(nothing.err().contains("640x480"), nothing.err());
    }
}
