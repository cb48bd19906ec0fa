package io.sparsescope.engine.evaluation;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores a task's items by log-likelihood on the dense model and on several plans, one item at a
 * step. A continuation is computed with its context as one prompt, so that a position rule counts
 * from the first token of the context.
 */
public final class TaskEvaluator implements SteppedWork {
    private final ForwardPass pass;
    private final List<List<Continuation>> items = new ArrayList<>();
    private final List<TaskItem> task;
    private final List<Evaluator.Case> cases = new ArrayList<>();
    private final List<TaskTally> tallies = new ArrayList<>();
    private final Map<ForwardPass, PassState> states = new LinkedHashMap<>();
    private int done;

    /**
     * Tokenizes a task.
     *
     * @param pass the model's network
     * @param tokenizer the model's
     * @param task its items
     * @param cases the plans; dense is always evaluated
     * @throws IllegalArgumentException when an item has nothing to predict from or does not fit the
     *     model; the message says which
     */
    public TaskEvaluator(
            ForwardPass pass,
            Tokenizer tokenizer,
            List<TaskItem> task,
            List<Evaluator.Case> cases) {
        this.pass = pass;
        this.task = List.copyOf(task);
        int longest = pass.model().config().contextLength();
        for (TaskItem item : task) {
            try {
                items.add(continuations(item, tokenizer, longest));
            } catch (IllegalArgumentException problem) {
                throw new IllegalArgumentException(
                        "item " + (items.size() + 1) + ": " + problem.getMessage(), problem);
            }
        }
        this.cases.add(new Evaluator.Case(0, SparsityPlan.DENSE));
        this.cases.addAll(cases);
        this.cases.forEach(_ -> tallies.add(new TaskTally()));
    }

    private static List<Continuation> continuations(
            TaskItem item, Tokenizer tokenizer, int longest) {
        return switch (item) {
            case TaskItem.MultipleChoice choice ->
                    choice.choices().stream()
                            .map(each ->
                                    Continuation.of(choice.query(), " " + each, tokenizer, longest))
                            .toList();
            case TaskItem.LastWord last ->
                    List.of(Continuation.of(last.context(), " " + last.word(), tokenizer, longest));
        };
    }

    @Override
    public boolean step(CancelToken cancel) {
        if (done == items.size()) {
            return false;
        }
        List<Continuation> continuations = items.get(done);
        boolean cut = continuations.stream().anyMatch(Continuation::cut);
        for (int index = 0; index < cases.size(); index++) {
            List<TaskTally.Score> scores = new ArrayList<>();
            for (Continuation continuation : continuations) {
                scores.add(score(continuation, cases.get(index), cancel));
            }
            switch (task.get(done)) {
                case TaskItem.MultipleChoice choice -> tallies.get(index).add(choice, scores, cut);
                case TaskItem.LastWord _ -> tallies.get(index).add(scores.getFirst(), cut);
            }
        }
        done++;
        return done < items.size();
    }

    private TaskTally.Score score(
            Continuation continuation, Evaluator.Case each, CancelToken cancel) {
        ForwardPass network = each.network() == null ? pass : each.network();
        PassState state =
                states.computeIfAbsent(
                        network,
                        key ->
                                new PassState(
                                        key.model().config(),
                                        key.model().config().contextLength()));
        state.truncate(0);
        int[] input = continuation.input();
        FloatMatrix logits =
                network.run(PassInput.prompt(input), state, each.plan(), Probe.NONE, cancel);
        double sum = 0;
        boolean foreseen = true;
        for (int row = input.length - continuation.scored(); row < input.length; row++) {
            LogProbabilities own = LogProbabilities.of(logits.rowToArray(row));
            int next = continuation.tokens()[row + 1];
            sum += own.values()[next];
            foreseen &= own.top() == next;
        }
        return new TaskTally.Score(sum, foreseen);
    }

    @Override
    public String description() {
        return "Scoring a task";
    }

    @Override
    public double progress() {
        return (double) done / items.size();
    }

    /** The dense model's figures over the items done. */
    public TaskFigures dense() {
        return tallies.getFirst().figures();
    }

    /** The figures of every case, in order, over the items done. */
    public List<TaskFigures> figures() {
        return tallies.stream().skip(1).map(TaskTally::figures).toList();
    }

    @Override
    public void close() {
        states.values().forEach(PassState::close);
    }
}
