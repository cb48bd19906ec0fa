package io.sparsescope.peers;

import io.sparsescope.engine.kernel.MemoryFigures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** What the measurements ran on. */
final class Machine {
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    /**
     * The first line counts hundredths of seconds: user, nice, system, idle, waiting, and so on.
     */
    private static final Path TIMES = Path.of("/proc/stat");

    private static final int IDLE = 3;
    private static final int WAITING = 4;

    /** From here on what was counted before is counted again. */
    private static final int GUEST = 8;

    private static final Duration LOOK = Duration.ofSeconds(1);

    private Machine() {}

    /**
     * Refuses machines that the peers' binaries are not made for.
     *
     * @throws PeerException when this is one
     */
    static void requireSupported() {
        String system = System.getProperty("os.name", "");
        String architecture = System.getProperty("os.arch", "");
        if (!system.equals("Linux") || !architecture.equals("amd64")) {
            throw new PeerException(
                    "the peers' binaries that are compared here are those for Linux on x86-64, and this is "
                            + system
                            + " on "
                            + architecture
                            + "; use ./sparsescope bench for this program alone");
        }
    }

    /** The processor's name. */
    static String processor() {
        return value(PROCESSOR, "model name").orElse(System.getProperty("os.arch", ""));
    }

    /** Bytes that programs can have, what files only cache included. */
    static long availableMemory() {
        return MemoryFigures.available()
                .orElseGet(() ->
                        ManagementFactory.getPlatformMXBean(
                                        com.sun.management.OperatingSystemMXBean.class)
                                .getFreeMemorySize());
    }

    /**
     * Time that all processors together have been busy since the machine started, whoever kept them
     * busy; zero where the system does not tell.
     */
    static Duration busyTime() {
        try (Stream<String> lines = Files.lines(TIMES)) {
            long[] counts =
                    Stream.of(lines.findFirst().orElse("cpu").strip().split("\\s+"))
                            .skip(1)
                            .mapToLong(Long::parseLong)
                            .toArray();
            long hundredths = 0;
            for (int kind = 0; kind < Math.min(counts.length, GUEST); kind++) {
                hundredths += kind == IDLE || kind == WAITING ? 0 : counts[kind];
            }
            return Duration.ofMillis(10 * hundredths);
        } catch (IOException _) {
            return Duration.ZERO;
        }
    }

    /**
     * Waits until nothing runs on the machine, but not for ever.
     *
     * @throws PeerException when it is interrupted
     */
    static void awaitQuiet(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Duration busy;
        do {
            Duration before = busyTime();
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException failure) {
                Thread.currentThread().interrupt();
                throw new PeerException("interrupted", failure);
            }
            busy = busyTime().minus(before);
        } while (busy.compareTo(LOOK.dividedBy(20)) > 0 && System.nanoTime() < end);
    }

    private static Optional<String> value(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
