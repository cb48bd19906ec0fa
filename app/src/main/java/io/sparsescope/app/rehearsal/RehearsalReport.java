package io.sparsescope.app.rehearsal;

import io.sparsescope.views.session.WaitingTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a rehearsal found.
 *
 * @param course how it went on
 * @param before what the program held at its start
 * @param after what it held in the same state at the end
 * @param faults what must not happen and did
 * @param complaints what the user was told, by kind
 */
public record RehearsalReport(
        Course course,
        Footprint before,
        Footprint after,
        List<Fault> faults,
        Map<String, Integer> complaints) {
    /** How much more than at its start the program may hold at its end. */
    private static final double LARGEST_RATIO = 1.5;

    private static final double MEBI = 1 << 20;
    private static final int SHOWN_FAULTS = 20;

    /**
     * How it went on.
     *
     * @param asked events that were asked for
     * @param sent events that were sent
     * @param seconds that they took
     * @param stalls how long the window left work waiting, in milliseconds
     */
    record Course(int asked, int sent, double seconds, Stalls stalls) {}

    /** Waiting times of the window's thread. */
    record Stalls(long count, double p99, double longest) {
        static Stalls of(WaitingTimes waits) {
            return new Stalls(waits.count(), waits.quantileMillis(0.99), waits.longestMillis());
        }
    }

    /** Whether nothing is wrong. */
    public boolean passed() {
        return verdicts().stream().noneMatch(line -> line.startsWith("FAIL"));
    }

    /** Start, end and ratio of what is held, then the verdicts. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-28s %10s %10s %8s", "", "start", "end", "ratio"));
        lines.add(bytes("heap, MiB", before.heapBytes(), after.heapBytes()));
        lines.add(bytes("taken by the heap, MiB", before.reservedBytes(), after.reservedBytes()));
        lines.add(bytes("native memory, MiB", before.nativeBytes(), after.nativeBytes()));
        lines.add(bytes("whole process, MiB", before.residentBytes(), after.residentBytes()));
        lines.add(row("threads", before.threads(), after.threads(), 0));
        lines.add(row("windows and popups", before.windows(), after.windows(), 0));
        lines.add(
                row(
                        "panels, view models, cards",
                        before.classes().partsOfWindows(),
                        after.classes().partsOfWindows(),
                        0));
        lines.addAll(verdicts());
        lines.add(
                String.format(
                        Locale.ROOT,
                        "window thread blocked: 99 %% within %.0f ms, longest %.0f ms, of %d probes",
                        course.stalls().p99(),
                        course.stalls().longest(),
                        course.stalls().count()));
        complaints.forEach((kind, count) -> lines.add("told " + count + " x: " + kind));
        return lines;
    }

    private List<String> verdicts() {
        List<String> verdicts = new ArrayList<>();
        verdicts.add(
                verdict(
                        course.sent() == course.asked(),
                        String.format(
                                Locale.ROOT,
                                "%d of %d events in %.0f s",
                                course.sent(),
                                course.asked(),
                                course.seconds())));
        verdicts.add(ratio("heap", before.heapBytes(), after.heapBytes()));
        verdicts.add(ratio("native memory", before.nativeBytes(), after.nativeBytes()));
        Map<String, Integer> left = after.classes().leftSince(before.classes());
        verdicts.add(
                verdict(
                        left.isEmpty(),
                        left.isEmpty() ? "no panel left behind" : "left behind: " + left));
        verdicts.add(
                verdict(
                        faults.isEmpty(),
                        faults.isEmpty()
                                ? "no exception in the log"
                                : faults.size() + " exceptions"));
        faults.stream().limit(SHOWN_FAULTS).forEach(fault -> verdicts.add("  " + words(fault)));
        return verdicts;
    }

    private static String words(Fault fault) {
        return "event " + fault.event() + " (" + fault.act() + "): " + fault.words();
    }

    private static String ratio(String what, long start, long end) {
        double ratio = end / (double) Math.max(1, start);
        String words =
                String.format(
                        Locale.ROOT,
                        "%s %.2f times its start, at most %.1f",
                        what,
                        ratio,
                        LARGEST_RATIO);
        return verdict(ratio <= LARGEST_RATIO, words);
    }

    private static String verdict(boolean holds, String words) {
        return (holds ? "PASS " : "FAIL ") + words;
    }

    private static String bytes(String what, long start, long end) {
        return row(what, start / MEBI, end / MEBI, 1);
    }

    private static String row(String what, double start, double end, int decimals) {
        String number = "%10." + decimals + "f";
        return String.format(
                Locale.ROOT,
                "%-28s " + number + " " + number + " %8.2f",
                what,
                start,
                end,
                end / Math.max(1e-9, start));
    }
}
