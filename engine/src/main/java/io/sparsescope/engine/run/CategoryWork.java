package io.sparsescope.engine.run;

import io.sparsescope.engine.category.CategoryPrompt;
import io.sparsescope.engine.category.CategoryShifts;
import io.sparsescope.engine.category.CategoryTally;
import io.sparsescope.engine.category.PromptShift;
import io.sparsescope.engine.category.RecordedRun;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs prompts densely, sparsely and, where spontaneous vectors act, sparsely with them; a prompt
 * at a step, whose states are freed before the next.
 */
public final class CategoryWork implements SteppedWork {
    private final ForwardPass pass;
    private final SparsityPlan bare;
    private final SparsityPlan plan;
    private final String description;
    private final List<Encoded> prompts = new ArrayList<>();
    private final CategoryTally tally = new CategoryTally();
    private final long positionCount;
    private long positionsDone;
    private int done;

    /** A prompt as ids, [position]. */
    private record Encoded(String tag, int[] ids) {}

    /**
     * Prepares it; every prompt is encoded and checked first.
     *
     * @param network the model
     * @param plan what is dropped, with the shifts of the vectors that act
     * @param prompts at least one
     * @param description what the work is called
     * @throws io.sparsescope.engine.format.MalformedInputException when a prompt does not fit the
     *     model; the message names file and line
     * @throws IllegalArgumentException when nothing is dropped from any prompt
     */
    public CategoryWork(
            Network network, SparsityPlan plan, List<CategoryPrompt> prompts, String description) {
        this.pass = network.pass();
        this.plan = plan;
        this.bare = plan.withShifts(Collections.emptySortedMap());
        this.description = description;
        requireSparse(plan);
        int context = network.model().config().contextLength();
        prompts.forEach(each -> this.prompts.add(encode(each, network.tokenizer(), context)));
        this.positionCount = this.prompts.stream().mapToLong(each -> each.ids().length).sum();
    }

    private static void requireSparse(SparsityPlan plan) {
        if (plan.rules().isEmpty() && plan.removed().isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing is dropped: choose a sparsity above 0 before comparing prompts.");
        }
        if (plan.positions() instanceof PositionRule.DecodeOnly && plan.removed().isEmpty()) {
            throw new IllegalArgumentException(
                    "Only generated positions are sparse, and prompts have none: choose other"
                            + " positions before comparing prompts.");
        }
    }

    private static Encoded encode(CategoryPrompt prompt, Tokenizer tokenizer, int context) {
        int[] ids = tokenizer.encode(prompt.prompt(), Tokenizer.SpecialTokens.ADD).ids();
        if (ids.length == 0) {
            throw prompt.place()
                    .malformed("'prompt' has no token for this model", "give other text");
        }
        if (ids.length > context) {
            throw prompt.place()
                    .malformed(
                            "'prompt' has "
                                    + ids.length
                                    + " tokens, the model's context is "
                                    + context,
                            "shorten it");
        }
        return new Encoded(prompt.tag(), ids);
    }

    @Override
    public boolean step(CancelToken cancel) {
        cancel.throwIfCancelled();
        Encoded prompt = prompts.get(done);
        int[] ids = prompt.ids();
        var config = pass.model().config();
        try (Arena arena = Arena.ofShared();
                PassState state = new PassState(config, ids.length)) {
            var dense = new StateRecording(arena, config, ids.length);
            var other = new StateRecording(arena, config, ids.length);
            dense.record(pass, ids, state, SparsityPlan.DENSE, Probe.NONE, cancel);
            RecordedRun reference = dense.run();
            other.record(pass, ids, state, bare, Probe.NONE, cancel);
            PromptShift sparse = PromptShift.between(reference, other.run());
            PromptShift spontaneous = null;
            if (!plan.shifts().isEmpty()) {
                other.record(pass, ids, state, plan, Probe.NONE, cancel);
                spontaneous = PromptShift.between(reference, other.run());
            }
            tally.add(prompt.tag(), ids.length, sparse, spontaneous);
        }
        positionsDone += ids.length;
        done++;
        return done < prompts.size();
    }

    /** The figures, once {@link #step} has returned false. */
    public CategoryShifts result() {
        return tally.result();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public double progress() {
        return (double) positionsDone / positionCount;
    }

    /** Every step frees what it took. */
    @Override
    public void close() {}
}
