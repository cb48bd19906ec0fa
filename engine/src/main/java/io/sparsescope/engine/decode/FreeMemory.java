package io.sparsescope.engine.decode;

import io.sparsescope.engine.format.UnsupportedInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the machine can still give. */
final class FreeMemory {
    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";
    private static final int KIBI = 1024;

    private FreeMemory() {}

    /** Bytes that can be had without swapping, what files only cache included where it is known. */
    static long bytes() {
        try {
            List<String> lines = Files.isReadable(LINUX) ? Files.readAllLines(LINUX) : List.of();
            for (String line : lines) {
                if (line.startsWith(AVAILABLE)) {
                    String kibibytes = line.substring(AVAILABLE.length()).replace("kB", "").strip();
                    return Long.parseLong(kibibytes) * KIBI;
                }
            }
        } catch (IOException | NumberFormatException _) {
            // Then Java's own figure has to do, which takes cached files for used.
        }
        var system =
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return system.getFreeMemorySize();
    }

    /**
     * Refuses what does not fit.
     *
     * @param needed bytes
     * @param free bytes
     * @throws UnsupportedInputException with both numbers
     */
    static void require(Path model, long needed, long free) {
        if (needed > free) {
            throw new UnsupportedInputException(
                    model,
                    String.format(
                            Locale.ROOT,
                            "needs %.2f GB of memory for its weights, %.2f GB are free",
                            needed / 1e9,
                            free / 1e9),
                    "close other programs, keep the weights as int8, or use a smaller model");
        }
    }
}
