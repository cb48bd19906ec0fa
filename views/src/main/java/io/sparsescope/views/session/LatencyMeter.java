package io.sparsescope.views.session;

import io.sparsescope.engine.sparsity.SparsitySetting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

/**
 * Time from a slider event to the pulse in which one picture drew that setting or a newer one, in
 * milliseconds.
 *
 * <p>An event that was conflated away counts until the newer picture that took its place.
 */
public final class LatencyMeter {
    private static final int MAX_SAMPLES = 10_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private record Asked(SparsitySetting setting, long nanos) {}

    private final Deque<Asked> waiting = new ArrayDeque<>();
    private final List<Double> samples = new ArrayList<>();
    private final ReadOnlyDoubleWrapper last = new ReadOnlyDoubleWrapper(Double.NaN);
    private final LongSupplier nanoClock;

    LatencyMeter(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** A slider event asked for {@code setting}. */
    void asked(SparsitySetting setting) {
        if (waiting.size() == MAX_SAMPLES) {
            waiting.removeFirst();
        }
        waiting.addLast(new Asked(setting, nanoClock.getAsLong()));
    }

    /** The picture of {@code setting} is on the screen. */
    public void drawn(SparsitySetting setting) {
        if (waiting.stream().noneMatch(asked -> asked.setting().equals(setting))) {
            return;
        }
        long now = nanoClock.getAsLong();
        Asked answered;
        do {
            answered = waiting.removeFirst();
            add((now - answered.nanos()) / NANOS_PER_MILLI);
        } while (!answered.setting().equals(setting));
        last.set(samples.getLast());
    }

    private void add(double millis) {
        if (samples.size() == MAX_SAMPLES) {
            samples.removeFirst();
        }
        samples.add(millis);
    }

    /** Milliseconds of the last event that reached the screen; NaN before the first. */
    public ReadOnlyDoubleProperty lastMillisProperty() {
        return last.getReadOnlyProperty();
    }

    /** How many events reached the screen. */
    public int sampleCount() {
        return samples.size();
    }

    /**
     * The smallest time that a share {@code quantile} in (0, 1] of all events stayed within; NaN
     * when there are none.
     */
    public double quantileMillis(double quantile) {
        double[] sorted = samples.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
    }

    /** Forgets every sample. */
    public void reset() {
        waiting.clear();
        samples.clear();
        last.set(Double.NaN);
    }
}
