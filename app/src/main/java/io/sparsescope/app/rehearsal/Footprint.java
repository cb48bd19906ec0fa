package io.sparsescope.app.rehearsal;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.stage.Window;
import org.bytedeco.javacpp.Pointer;

/**
 * What the program holds once garbage is collected.
 *
 * @param heapBytes of objects on the Java heap
 * @param reservedBytes that the Java heap has taken from the system
 * @param nativeBytes of memory segments, mapped files and ND4J's own buffers
 * @param residentBytes of the whole process; 0 where the system does not tell
 * @param threads alive
 * @param windows that are showing, popups among them
 * @param classes instances of every class
 */
record Footprint(
        long heapBytes,
        long reservedBytes,
        long nativeBytes,
        long residentBytes,
        int threads,
        int windows,
        ClassCounts classes) {
    /** Weak references, cleaners and the toolkit's own queues let go in several rounds. */
    private static final int ROUNDS = 4;

    private static final long ROUND_MILLIS = 250;
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Collects garbage and measures; not on the JavaFX thread, which has to let go too. */
    static Footprint take() {
        ClassCounts classes = ClassCounts.take();
        for (int round = 1; round < ROUNDS; round++) {
            Pause.millis(ROUND_MILLIS);
            OnFx.run(() -> {});
            classes = ClassCounts.take();
        }
        return new Footprint(
                classes.totalBytes(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted(),
                pools() + Pointer.totalBytes(),
                resident(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                OnFx.get(() -> List.copyOf(Window.getWindows())).size(),
                classes);
    }

    private static long pools() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static long resident() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0; // not Linux
        }
    }
}
