package io.sparsescope.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Lets the variants work in turn, one at a time, round after round: machines change their speed
 * while they are measured, and ratios within a round do not. Every second round goes backwards, so
 * that nobody always follows the same neighbour.
 */
final class Comparison {
    private static final double DISTURBING = 0.1;
    private static final int RETRIES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<Program, Peer> peers;
    private final List<Variant> variants;
    private final Consumer<String> progress;
    private final Series decoding;
    private final Series reading;
    private final Map<Variant, int[]> tokens = new HashMap<>();
    private final Map<Variant, List<Double>> outside = new HashMap<>();
    private int retakenTurns;
    private int disturbedTurns;
    private final Map<Program, Double> idleShares = new EnumMap<>(Program.class);

    Comparison(Map<Program, Peer> peers, List<Variant> variants, Consumer<String> progress) {
        this.peers = peers;
        this.variants = variants;
        this.progress = progress;
        this.decoding = new Series(variants);
        this.reading =
                new Series(
                        variants.stream()
                                .filter(variant -> variant.prompts() == Variant.Prompts.OWN)
                                .toList());
    }

    /** Decodes; the first {@code warmUps} rounds are not counted. */
    void decode(int warmUps, int rounds, int count, int[] prompt) {
        for (int round = 0; round < warmUps + rounds; round++) {
            progress.accept(said("decoding", round, warmUps, rounds));
            for (Variant variant : inOrder(variants, round)) {
                boolean counts = round >= warmUps;
                Peer.Answer answer =
                        alone(variant, counts, peer -> peer.decode(variant, count, prompt));
                tokens.put(variant, answer.tokens());
                if (counts) {
                    decoding.note(variant, count / answer.seconds());
                    noteOutside(variant, answer);
                }
            }
        }
    }

    /** Reads prompts; the first {@code warmUps} rounds are not counted. */
    void prefill(int warmUps, int rounds, int[] prompt) {
        for (int round = 0; round < warmUps + rounds; round++) {
            progress.accept(said("reading prompts", round, warmUps, rounds));
            for (Variant variant : inOrder(reading.variants(), round)) {
                boolean counts = round >= warmUps;
                Peer.Answer answer = alone(variant, counts, peer -> peer.prefill(variant, prompt));
                if (counts) {
                    reading.note(variant, prompt.length / answer.seconds());
                }
            }
        }
    }

    private static String said(String what, int round, int warmUps, int rounds) {
        return round < warmUps
                ? what + ", warm-up " + (round + 1) + " of " + warmUps
                : what + ", round " + (round - warmUps + 1) + " of " + rounds;
    }

    private static List<Variant> inOrder(List<Variant> variants, int round) {
        return round % 2 == 0 ? variants : variants.reversed();
    }

    private interface Work {
        Peer.Answer of(Peer peer);
    }

    /**
     * Lets one peer work alone. A turn in which the machine did something else is taken again, a
     * few times: programs whose threads wait for each other in loops become many times slower when
     * one core is taken away, and others do not.
     */
    private Peer.Answer alone(Variant variant, boolean counts, Work work) {
        Turn turn = turn(variant, work);
        for (int again = 0; counts && turn.isDisturbed() && again < RETRIES; again++) {
            retakenTurns++;
            Machine.awaitQuiet(PATIENCE);
            turn = turn(variant, work);
        }
        if (counts) {
            disturbedTurns += turn.isDisturbed() ? 1 : 0;
            turn.awake.forEach((other, share) -> idleShares.merge(other, share, Math::max));
        }
        return turn.answer;
    }

    private Turn turn(Variant variant, Work work) {
        Map<Program, Duration> before = processorTimes();
        Duration busyBefore = Machine.busyTime();
        long start = System.nanoTime();
        Peer.Answer answer = work.of(Objects.requireNonNull(peers.get(variant.program())));
        double nanos = System.nanoTime() - start;
        Duration foreign = Machine.busyTime().minus(busyBefore);
        Map<Program, Duration> after = processorTimes();
        Map<Program, Double> awake = new EnumMap<>(Program.class);
        for (Program program : peers.keySet()) {
            Duration used =
                    Objects.requireNonNull(after.get(program))
                            .minus(Objects.requireNonNull(before.get(program)));
            foreign = foreign.minus(used);
            // Processor time is counted in hundredths of a second: less than two of them is
            // nothing.
            if (program != variant.program() && used.toMillis() >= 20) {
                awake.put(program, used.toNanos() / nanos);
            }
        }
        return new Turn(answer, awake, foreign.toMillis() < 50 ? 0 : foreign.toNanos() / nanos);
    }

    /**
     * One turn of one variant.
     *
     * @param answer what it gave
     * @param awake processor time of the other programs, in cores
     * @param foreign processor time of everything else on the machine, in cores
     */
    private record Turn(Peer.Answer answer, Map<Program, Double> awake, double foreign) {
        boolean isDisturbed() {
            return foreign > DISTURBING;
        }
    }

    private Map<Program, Duration> processorTimes() {
        Map<Program, Duration> times = new EnumMap<>(Program.class);
        peers.forEach((program, peer) -> times.put(program, peer.processorTime()));
        return times;
    }

    private void noteOutside(Variant variant, Peer.Answer answer) {
        if (answer.insideSeconds() > 0) {
            outside.computeIfAbsent(variant, _ -> new ArrayList<>())
                    .add(1 - answer.insideSeconds() / answer.seconds());
        }
    }

    /** Tokens per second of decoding. */
    Series decoding() {
        return decoding;
    }

    /** Tokens per second of reading prompts. */
    Series reading() {
        return reading;
    }

    /** The most processor time that a program took while another was measured, in cores. */
    Map<Program, Double> idleShares() {
        return idleShares;
    }

    /** Turns that were taken again because the machine did something else meanwhile. */
    int retakenTurns() {
        return retakenTurns;
    }

    /** Turns that count although the machine did something else meanwhile, every time. */
    int disturbedTurns() {
        return disturbedTurns;
    }

    /** [round] the share of decoding that a program's own clock did not see. */
    List<Double> outside(Variant variant) {
        return outside.getOrDefault(variant, List.of());
    }

    /** Tokens written. */
    int written() {
        return tokensOf(variants.getFirst()).length;
    }

    /** How many of the first tokens that a variant wrote are those of the first variant. */
    int sameTokens(Variant variant) {
        int[] wanted = tokensOf(variants.getFirst());
        int[] got = tokensOf(variant);
        int same = 0;
        while (same < wanted.length && wanted[same] == got[same]) {
            same++;
        }
        return same;
    }

    private int[] tokensOf(Variant variant) {
        return Objects.requireNonNull(tokens.get(variant), "not measured yet");
    }
}
