package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class ChartExportTest {

    @Test
    void aPictureHasTheChosenScaleAndBackground(@TempDir Path folder) throws IOException {
        Image picture =
                FxThread.get(() -> {
                    Region region = new Pane();
                    region.resize(30, 20);
                    return ChartExport.picture(region, ChartTheme.DARK, 3);
                });
        ChartExport.writePng(picture, folder.resolve("chart.png"));
        var read = ImageIO.read(folder.resolve("chart.png").toFile());
        assertEquals(90, read.getWidth());
        assertEquals(60, read.getHeight());
        assertEquals(0xFF0D1117, read.getRGB(45, 30));
    }

    @Test
    void aWriteReplacesTheFileAndLeavesNothingBeside(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("chart.png"), "old");
        ChartExport.writePng(new WritableImage(2, 2), file);
        assertTrue(Files.size(file) > 3);
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aFailedWriteChangesNothingAndNamesTheFile(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("busy.png");
        Files.createDirectories(target.resolve("inside"));
        assertThrows(
                IOException.class, () -> ChartExport.writePng(new WritableImage(2, 2), target));
        try (var files = Files.list(folder)) {
            assertArrayEquals(new Object[] {target}, files.toArray());
        }
        Path lost = folder.resolve("missing/chart.png");
        var error =
                assertThrows(
                        IOException.class,
                        () -> ChartExport.writePng(new WritableImage(2, 2), lost));
        assertTrue(error.toString().contains(lost.toString()), error.toString());
    }
}
