package io.sparsescope.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The most memory that this process has had so far. */
public final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";
    private static final int KIBI = 1024;

    private PeakMemory() {}

    /** Bytes, mapped files that were touched included; empty where the system does not tell. */
    public static OptionalLong bytes() {
        try {
            List<String> lines = Files.isReadable(STATUS) ? Files.readAllLines(STATUS) : List.of();
            for (String line : lines) {
                if (line.startsWith(PEAK)) {
                    String kibibytes = line.substring(PEAK.length()).replace("kB", "").strip();
                    return OptionalLong.of(Long.parseLong(kibibytes) * KIBI);
                }
            }
        } catch (IOException | NumberFormatException _) {
            // as where there is no such file
        }
        return OptionalLong.empty();
    }
}
