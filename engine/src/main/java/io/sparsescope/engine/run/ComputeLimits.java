package io.sparsescope.engine.run;

import io.sparsescope.engine.kernel.Nd4jRuntime;
import java.lang.management.ManagementFactory;

/**
 * How much of the machine engines may use. It may be changed from any thread while they run: the
 * threads hold from the next run on, the memory from the next model that is opened.
 */
public final class ComputeLimits {
    /**
     * Share of the machine's memory that widened weights take unless something else is said: room
     * for small models, whose short runs gain most, while a large one takes the memory of its
     * weights and little more.
     */
    public static final double USUAL_MEMORY_SHARE = 0.02;

    private volatile int threads;
    private volatile double memoryShare = USUAL_MEMORY_SHARE;

    /** Every core, and {@link #USUAL_MEMORY_SHARE}. */
    public ComputeLimits() {}

    /**
     * Sets the most threads of a matrix product; 0 for as many as there are cores.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public void setThreads(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("threads: " + most + " is less than none");
        }
        threads = most;
    }

    /**
     * Sets the share of the machine's memory that weights may take which are kept as 32-bit floats
     * beside the file's own, because ND4J multiplies those faster.
     *
     * @throws IllegalArgumentException when it is not from 0 to 1
     */
    public void setMemoryShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("memory: " + share + " is no share from 0 to 1");
        }
        memoryShare = share;
    }

    /** Bytes for widened weights of one model. */
    long widenedBytes() {
        var system =
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return (long) (system.getTotalMemorySize() * memoryShare);
    }

    /** Computes on every core that is allowed. */
    void useAllCores() {
        Nd4jRuntime.useThreads(threads());
    }

    /** Leaves one core to the window, which has to draw what is computed. */
    void leaveOneCore() {
        int spare = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        Nd4jRuntime.useThreads(Math.min(threads(), spare));
    }

    /** Threads that may compute. */
    int threads() {
        int cores = Runtime.getRuntime().availableProcessors();
        int most = threads;
        return most == 0 ? cores : Math.min(most, cores);
    }
}
