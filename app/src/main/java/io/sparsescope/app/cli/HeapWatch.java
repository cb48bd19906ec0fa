package io.sparsescope.app.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How much heap a long command holds, at most. */
final class HeapWatch {
    private final List<MemoryPoolMXBean> pools =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .toList();
    private long held;

    /** Notes what the last collections left. */
    void look() {
        held = Math.max(held, sum(MemoryPoolMXBean::getCollectionUsage));
    }

    /** The high-water marks in words. */
    String words() {
        return String.format(
                Locale.ROOT,
                "heap high-water mark: %.1f MB left by collections, %.1f MB with garbage",
                held / 1e6,
                sum(MemoryPoolMXBean::getPeakUsage) / 1e6);
    }

    private long sum(Function<MemoryPoolMXBean, MemoryUsage> usage) {
        return pools.stream().map(usage).mapToLong(MemoryUsage::getUsed).sum();
    }
}
