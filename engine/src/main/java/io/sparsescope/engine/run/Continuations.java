package io.sparsescope.engine.run;

import io.sparsescope.engine.chat.ChatMessage;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Streams of one prompt from one seed, a step at a time: the first steps read the prompt, one
 * stream after the other, every later one gives one stream its next token. At equal tokens all draw
 * the same random number, so that they differ through their networks alone.
 */
public final class Continuations implements AutoCloseable {
    private final List<ContinuedStream> streams = new ArrayList<>();
    private final @Nullable ContinuedStream dense;
    private final CancelToken cancel;
    private int turn;

    /**
     * Creates the streams.
     *
     * @param network the model, which must stay open as long as they run
     * @param task prompt, length and sampler
     * @param plans what each stream drops
     * @param cancel stops them; asked between the layers of a pass too
     * @throws io.sparsescope.engine.format.BadInputException when a chat is asked for and the
     *     template refuses it, or there is none that can be used
     * @throws IllegalArgumentException when the prompt is empty or leaves no room for a token; the
     *     message says so
     */
    public Continuations(
            Network network,
            ContinuationTask task,
            SortedMap<StreamKind, SparsityPlan> plans,
            CancelToken cancel) {
        int[] prompt = read(network, task);
        int context = network.model().config().contextLength();
        if (prompt.length == 0 || prompt.length >= context) {
            throw new IllegalArgumentException(
                    "the prompt has "
                            + prompt.length
                            + " tokens; to be continued it needs at least 1 and fewer than the"
                            + " model's context of "
                            + context);
        }
        plans.forEach((kind, plan) ->
                streams.add(new ContinuedStream(kind, network, prompt, plan, task)));
        this.dense = plans.containsKey(StreamKind.DENSE) ? streams.getFirst() : null;
        this.cancel = cancel;
    }

    /** A template writes the special tokens that it wants itself. */
    private static int[] read(Network network, ContinuationTask task) {
        return switch (task.form()) {
            case PLAIN ->
                    network.tokenizer().encode(task.prompt(), Tokenizer.SpecialTokens.ADD).ids();
            case CHAT ->
                    network.tokenizer()
                            .ids(
                                    network.chatTemplate()
                                            .render(List.of(ChatMessage.user(task.prompt()))));
        };
    }

    /**
     * The plan of each stream that an intervention means.
     *
     * @param acting the rules, with the shifts of spontaneous neurons if they act
     */
    public static SortedMap<StreamKind, SparsityPlan> plans(SparsityPlan acting) {
        SortedMap<StreamKind, SparsityPlan> plans = new TreeMap<>();
        plans.put(StreamKind.DENSE, SparsityPlan.DENSE);
        plans.put(StreamKind.SPARSE, acting.withShifts(Collections.emptySortedMap()));
        if (!acting.shifts().isEmpty() && !acting.rules().isEmpty()) {
            plans.put(StreamKind.SPONTANEOUS, acting);
        }
        return plans;
    }

    /**
     * Moves one stream on; returns whether there is more to do.
     *
     * @throws java.util.concurrent.CancellationException when it was cancelled during a pass; what
     *     was written stays
     */
    public boolean step() {
        if (cancel.isCancelled()) {
            return false;
        }
        streams.get(turn).step(dense, cancel);
        for (int tried = 0; tried < streams.size(); tried++) {
            turn = (turn + 1) % streams.size();
            if (streams.get(turn).isOpen()) {
                return true;
            }
        }
        return false;
    }

    /** Whether every stream has come to its end. */
    public boolean ended() {
        return streams.stream().noneMatch(ContinuedStream::isOpen);
    }

    /** What was written so far. */
    public List<GeneratedStream> written() {
        return streams.stream().map(ContinuedStream::written).toList();
    }

    /** Frees the sequences. */
    @Override
    public void close() {
        streams.forEach(ContinuedStream::close);
    }
}
