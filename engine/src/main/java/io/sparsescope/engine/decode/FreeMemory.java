package io.sparsescope.engine.decode;

import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.kernel.MemoryFigures;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/** What the machine can still give. */
final class FreeMemory {
    private FreeMemory() {}

    /** Bytes that can be had without swapping, what files only cache included where it is known. */
    static long bytes() {
        var system =
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        // Java's own figure takes cached files for used.
        return MemoryFigures.available().orElseGet(system::getFreeMemorySize);
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
