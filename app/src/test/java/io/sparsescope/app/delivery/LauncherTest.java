package io.sparsescope.app.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script, run in a copy of the root with a java and a mvn that only say what they were
 * asked.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
final class LauncherTest {
    private static final Path SCRIPT =
            Path.of(System.getProperty("sparsescope.home", "..")).resolve("sparsescope");

    @TempDir Path temp;

    private FakeRoot root;

    @BeforeEach
    void layOutTheRoot() throws IOException {
        root = new FakeRoot(temp, SCRIPT);
        root.fakeJava("bin", "25.0.1");
        root.fakeMaven(0);
    }

    @Test
    void withoutADisplayTheWindowIsRefusedInPlainWords() throws Exception {
        Path model = Files.createDirectory(temp.resolve("model"));
        for (List<String> arguments : List.of(List.<String>of(), List.of(model.toString()))) {
            FakeRoot.Result result = root.launch(arguments);
            assertEquals(2, result.exitCode());
            assertTrue(result.err().contains("no display"), result.err());
            assertTrue(
                    result.err()
                            .contains(
                                    "inspect, run, generate, bench, calibrate, allocate, evaluate, sweep, prune, train, fold, view"),
                    result.err());
        }
    }

    @Test
    void aCommandGetsFlagsHomeAndArgumentsAsTheyWereTyped() throws Exception {
        FakeRoot.Result result = root.launch(List.of("run", "a b", "*"));
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(
                List.of(
                        "cwd=" + temp.toRealPath(),
                        "--first",
                        "--second=2",
                        "-Dsparsescope.home=" + root.directory().toRealPath(),
                        "-cp",
                        root.directory().toRealPath() + "/app/target/classes:x.jar:y.jar",
                        "io.sparsescope.app.Main",
                        "run",
                        "a b",
                        "*"),
                result.out().lines().toList());
    }

    @Test
    void itBuildsOnceAndThenOnlyAfterAChange() throws Exception {
        assertTrue(root.launch(List.of("inspect")).err().contains("building"));
        assertFalse(root.launch(List.of("inspect")).err().contains("building"));
        Path source = root.directory().resolve("engine/src/main/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertTrue(root.launch(List.of("inspect")).err().contains("building"));
    }

    @Test
    void aFailingBuildIsSaidAndEndsWithFive() throws Exception {
        root.fakeMaven(1);
        FakeRoot.Result result = root.launch(List.of("inspect"));
        assertEquals(5, result.exitCode());
        assertTrue(result.err().contains("the build failed"), result.err());
        assertEquals("", result.out());
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws Exception {
        root.fakeJava("old/bin", "17.0.15");
        root.environment().put("JAVA_HOME", temp.resolve("old").toString());
        assertEquals(0, root.launch(List.of("inspect")).exitCode());
    }

    @Test
    void aJavaHomeWithBlanksInItsPathIsTaken() throws Exception {
        root.fakeJava("bin", "17.0.15");
        root.fakeJava("new jdk/bin", "25");
        root.environment().put("JAVA_HOME", temp.resolve("new jdk").toString());
        assertEquals(0, root.launch(List.of("inspect")).exitCode());
    }

    @Test
    void aLinkToTheLauncherFindsTheRoot() throws Exception {
        Path link =
                Files.createSymbolicLink(temp.resolve("link"), Path.of("root dir", "sparsescope"));
        FakeRoot.Result result = root.launch(link, List.of("inspect"));
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(
                result.out().contains("-Dsparsescope.home=" + root.directory().toRealPath()),
                result.out());
    }
}
