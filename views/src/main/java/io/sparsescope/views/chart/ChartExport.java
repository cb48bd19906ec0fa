package io.sparsescope.views.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.layout.Region;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;

/**
 * Pictures of charts as PNG files, all or nothing.
 *
 * <p>Taking a picture needs the JavaFX thread; writing it does not and should not be done there.
 */
public final class ChartExport {
    private ChartExport() {}

    /**
     * Picture of {@code region} as it is laid out now, on the background of {@code theme}. To be
     * called on the JavaFX thread.
     *
     * @param scale pixels of the picture per pixel of the region, above 0
     */
    public static Image picture(Region region, ChartTheme theme, double scale) {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("scale must be above 0: " + scale);
        }
        var parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(scale, scale));
        parameters.setFill(theme.background());
        // The region's own rectangle, because a focus ring reaches beyond it.
        Point2D origin = region.localToParent(0, 0);
        parameters.setViewport(
                new Rectangle2D(
                        origin.getX() * scale,
                        origin.getY() * scale,
                        region.getWidth() * scale,
                        region.getHeight() * scale));
        return region.snapshot(parameters, null);
    }

    /**
     * Writes {@code picture} to {@code file}: afterwards the file is complete or as it was before.
     *
     * @throws IOException when it cannot be written; the message names the file
     */
    public static void writePng(Image picture, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path directory = target.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new IOException("cannot write " + target + ": its directory does not exist");
        }
        // Not one of the system's temporary files, which only their owner may read.
        Path unfinished =
                target.resolveSibling(
                        "." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            write(ByteBuffer.wrap(png(picture)), unfinished);
            Files.move(
                    unfinished,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void write(ByteBuffer bytes, Path file) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static byte[] png(Image picture) throws IOException {
        var bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(SwingFXUtils.fromFXImage(picture, null), "png", bytes)) {
            throw new IOException("this Java runtime cannot write PNG");
        }
        return bytes.toByteArray();
    }
}
