package io.sparsescope.app.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The files of the bundled model are the ones that its card describes: every file is listed, and
 * every digest is right.
 */
final class SampleModelTest {
    private static final Path MODEL =
            Path.of(System.getProperty("sparsescope.home", ".."), "sample-models", "storybook-14m");
    private static final String CARD = "MODEL_CARD.md";
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| `([0-9a-f]{64})` \\|");

    @Test
    void everyFileHasTheDigestThatTheCardStates() throws IOException {
        assertEquals(digestsInTheCard(), digestsOfTheFiles());
    }

    private static Map<String, String> digestsInTheCard() throws IOException {
        var digests = new TreeMap<String, String>();
        ROW.matcher(Files.readString(MODEL.resolve(CARD)))
                .results()
                .forEach(row -> digests.put(row.group(1), row.group(2)));
        return digests;
    }

    private static Map<String, String> digestsOfTheFiles() throws IOException {
        var digests = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(MODEL)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = MODEL.relativize(file).toString().replace('\\', '/');
                if (!name.equals(CARD)) {
                    digests.put(name, sha256(file));
                }
            }
        }
        return digests;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
