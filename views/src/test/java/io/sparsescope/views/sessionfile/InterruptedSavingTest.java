package io.sparsescope.views.sessionfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process, a full disk and a place that cannot be written leave behind. */
class InterruptedSavingTest {
    private static final int KILLS = 50;
    private static final long SECONDS = 60;

    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("story" + SessionFile.EXTENSION);
    }

    private ProcessBuilder loop(int times) {
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElseThrow());
        words.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp"));
        words.add(System.getProperty("java.class.path"));
        words.addAll(List.of(SavingLoop.class.getName(), file().toString()));
        words.add(String.valueOf(times));
        return new ProcessBuilder(words).redirectErrorStream(true);
    }

    @Test
    void killedAtAnyMomentItLeavesTheOldOrTheNewSession() throws Exception {
        Random random = new Random(7);
        Set<Integer> left = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = loop(0).start();
            try (var output = process.inputReader()) {
                assertEquals("saved", output.readLine());
                Thread.sleep(random.nextInt(60));
                process.destroyForcibly();
                assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS));
            }
            SessionDocument document = SessionFile.read(file()).document();
            assertEquals(4, document.steps().size(), "whole");
            for (SessionDocument.Vectors set : document.vectors()) {
                assertTrue(Files.isRegularFile(directory.resolve(set.path())), set.path());
            }
            left.add(document.step());
        }
        assertEquals(Set.of(0, 3), left, "both sessions were met, so that kills fell in between");
    }

    @Test
    void aFullDiskIsAClearErrorAndKeepsTheOldSession() throws Exception {
        SessionWriter.write(file(), Kept.at(1, null, null), null);
        byte[] old = Files.readAllBytes(file());
        List<String> words = new ArrayList<>(List.of("bash", "-c"));
        // files of more than one block cannot be written, as on a disk that is full
        words.add("ulimit -f 1; exec \"$@\"");
        words.add("bash");
        words.addAll(loop(2).command());
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String told =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS));
        assertNotEquals(0, process.exitValue(), told);
        assertTrue(told.contains(file().getFileName().toString()), told);
        assertTrue(told.contains("cannot be written"), told);
        assertArrayEquals(old, Files.readAllBytes(file()));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsAClearErrorAndKeepsWhatIsThere() throws IOException {
        Path wall = Files.writeString(directory.resolve("wall"), "a file, no directory");
        Path behind = wall.resolve("story" + SessionFile.EXTENSION);
        var failure =
                assertThrows(
                        UncheckedIOException.class,
                        () -> SessionWriter.write(behind, Kept.at(0, null, null), null));
        assertTrue(failure.toString().contains(wall.toString()), failure.toString());
        assertEquals("a file, no directory", Files.readString(wall));
        assertFalse(Files.exists(behind));
    }
}
