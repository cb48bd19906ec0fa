package io.sparsescope.app.rehearsal;

import io.sparsescope.views.shell.ViewName;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A random hand on the real window for a while: what it does is drawn from a seed, event by event,
 * so that what went wrong can be done again. What the machine has finished meanwhile is not drawn;
 * the same event may meet another picture.
 */
public final class Rehearsal {
    /** The views in the middle of the window. */
    static final List<ViewName> TABS =
            List.of(
                    ViewName.STABILITY,
                    ViewName.SPONTANEOUS,
                    ViewName.REPRESENTATION,
                    ViewName.SWEEP,
                    ViewName.MASKS);

    private static final java.time.Duration WATCH = java.time.Duration.ofSeconds(30);

    private final Program program;
    private final RandomDialogs dialogs;
    private final Order order;
    private final FaultWatch faults;
    private final Consumer<String> record;
    private final List<Act> acts;
    private final int weights;
    private double longestStall;

    /**
     * How long and how often.
     *
     * @param events to send
     * @param millis they are spread over; 0 sends one after the other
     * @param seed what they are drawn from
     */
    public record Order(int events, long millis, long seed) {}

    /**
     * A rehearsal that has not begun.
     *
     * @param record hears of every event
     */
    Rehearsal(
            Program program,
            RandomDialogs dialogs,
            Order order,
            FaultWatch faults,
            Consumer<String> record) {
        this.program = program;
        this.dialogs = dialogs;
        this.order = order;
        this.faults = faults;
        this.record = record;
        acts =
                Stream.of(
                                new PointerActs(program).list(),
                                new KeyActs(program).list(),
                                new WindowActs(program).list())
                        .flatMap(List::stream)
                        .toList();
        weights = acts.stream().mapToInt(Act::weight).sum();
    }

    /** Sends every event; returns how many were sent. */
    int perform() {
        long start = System.nanoTime();
        for (int event = 1; event <= order.events(); event++) {
            send(event);
            long due = order.millis() * event / order.events();
            Pause.millis(due - (System.nanoTime() - start) / 1_000_000);
        }
        return order.events();
    }

    /** An event is drawn by its own number: it does not depend on what those before it met. */
    private void send(int event) {
        var random = new SplittableRandom(31 * order.seed() + event);
        Act act = draw(random.split());
        faults.at(event, act.name());
        try {
            OnFx.run(() -> {
                dialogs.drawFrom(random.split());
                program.session().stalls().watchFor(WATCH);
            });
            String words = act.deed().perform(random);
            faults.at(event, act.name() + ": " + words);
            OnFx.run(() -> {});
            record.accept(event + " " + act.name() + ": " + words + stall());
        } catch (RuntimeException failure) {
            faults.add(failure);
        }
    }

    /** The longest stall so far, where this event has made it longer. */
    private String stall() {
        double before = longestStall;
        longestStall = program.session().stalls().longestMillis();
        return longestStall > before
                ? String.format(Locale.ROOT, " (window blocked for %.0f ms)", longestStall)
                : "";
    }

    private Act draw(SplittableRandom random) {
        int place = random.nextInt(weights);
        for (Act act : acts) {
            place -= act.weight();
            if (place < 0) {
                return act;
            }
        }
        throw new IllegalStateException("no act has this place");
    }
}
