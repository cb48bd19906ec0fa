package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
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

    private static BufferedImage assertNotNullImage(BufferedImage image) {
        assertNotNull(image, "no PNG");
        return image;
    }
}
