package io.sparsescope.app.rehearsal;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How many instances of each class are reachable, as {@code jcmd GC.class_histogram} counts them.
 */
final class ClassCounts {
    private static final Pattern ROW = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    private static final String FILLER = "FillerElement;";

    /** What must not be left behind when it is out of sight. */
    private static final Pattern PART_OF_A_WINDOW =
            Pattern.compile(
                    "io\\.sparsescope\\.views\\..*(Panel|ViewModel|Pane|Card|Chart|Window|Popup)"
                            + "|javafx\\.stage\\.Stage");

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Long> bytes = new TreeMap<>();

    private ClassCounts() {}

    /** Collects garbage and counts what is left. */
    static ClassCounts take() {
        try {
            Object table =
                    ManagementFactory.getPlatformMBeanServer()
                            .invoke(
                                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                    "gcClassHistogram",
                                    new Object[] {new String[0]},
                                    new String[] {String[].class.getName()});
            return parse(String.valueOf(table));
        } catch (JMException failure) {
            throw new IllegalStateException("this JVM counts no classes", failure);
        }
    }

    /** Reads the table that the JVM prints. */
    static ClassCounts parse(String table) {
        var counts = new ClassCounts();
        table.lines()
                .forEach(line -> {
                    Matcher row = ROW.matcher(line);
                    if (row.matches()) {
                        counts.counts.merge(
                                row.group(3), Integer.valueOf(row.group(1)), Integer::sum);
                        counts.bytes.merge(row.group(3), Long.valueOf(row.group(2)), Long::sum);
                    }
                });
        return counts;
    }

    /**
     * Bytes of all of them. What the collector calls used is more: it leaves gaps where moving what
     * is behind them would not pay, and fills them with arrays of its own.
     */
    long totalBytes() {
        return bytes.entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith(FILLER))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Instances of one class. */
    int of(String className) {
        return counts.getOrDefault(className, 0);
    }

    /** Panels, view models, cards and stages. */
    int partsOfWindows() {
        return counts.entrySet().stream()
                .filter(entry -> PART_OF_A_WINDOW.matcher(entry.getKey()).matches())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Parts of windows of which there are more than {@code before}, with how many more. */
    Map<String, Integer> leftSince(ClassCounts before) {
        Map<String, Integer> left = new TreeMap<>();
        counts.forEach((name, count) -> {
            int more = count - before.of(name);
            if (more > 0 && PART_OF_A_WINDOW.matcher(name).matches()) {
                left.put(name, more);
            }
        });
        return left;
    }

    /** All classes whose instances take at least {@code least} bytes more than {@code before}. */
    Map<String, Long> grownSince(ClassCounts before, long least) {
        Map<String, Long> grown = new TreeMap<>();
        bytes.forEach((name, taken) -> {
            long more = taken - before.bytes.getOrDefault(name, 0L);
            if (more >= least) {
                grown.put(name, more);
            }
        });
        return grown;
    }
}
