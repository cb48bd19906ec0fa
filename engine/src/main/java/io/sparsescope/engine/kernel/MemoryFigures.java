package io.sparsescope.engine.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What Linux says of memory, in bytes; empty on other systems. */
public final class MemoryFigures {
    private static final Path PROCESS = Path.of("/proc/self/status");
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final int KIBI = 1024;

    private MemoryFigures() {}

    /** The most that this process has had so far, mapped files that were touched included. */
    public static OptionalLong peak() {
        return figure(PROCESS, "VmHWM:");
    }

    /** What this process has now that no file holds. */
    public static OptionalLong own() {
        return figure(PROCESS, "RssAnon:");
    }

    /** What can be had without swapping, what only caches files included. */
    public static OptionalLong available() {
        return figure(MACHINE, "MemAvailable:");
    }

    private static OptionalLong figure(Path file, String name) {
        try {
            List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
            for (String line : lines) {
                if (line.startsWith(name)) {
                    String kibibytes = line.substring(name.length()).replace("kB", "").strip();
                    return OptionalLong.of(Long.parseLong(kibibytes) * KIBI);
                }
            }
        } catch (IOException | NumberFormatException _) {
            // as where there is no such file
        }
        return OptionalLong.empty();
    }
}
