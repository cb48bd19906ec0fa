package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.evaluation.TaskEvaluator;
import io.sparsescope.engine.evaluation.TaskFigures;
import io.sparsescope.engine.evaluation.TaskItem;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.Ties;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Tasks on the bundled model, against plain sums over its logits. */
class TaskEvaluatorTest {
    private static final Path BUNDLED =
            Path.of(System.getProperty("sparsescope.home", ".."), "sample-models", "storybook-14m");
    private static final Network NETWORK = Network.open(BUNDLED);

    /** With spaces at the end, characters of several bytes, and choices of unequal length. */
    private static final List<TaskItem> CHOICES =
            List.of(
                    choice("The little dog ran to the", 0, "park", "mathematics of the sphere"),
                    choice("Once upon a  ", 1, "zebra", "time", "na\u00efve caf\u00e9"),
                    choice("She was very", 2, "\u4f60\u597d", "of", "happy and", "sad"),
                    choice("They went home and", 1, "slept", "ate their supper by the fire", "x"),
                    choice("He said \"Hello", 0, "!\"", "there"));

    private static final List<TaskItem> WORDS =
            List.of(
                    new TaskItem.LastWord("Once upon a", "time"),
                    new TaskItem.LastWord("The sun was in the", "sky."),
                    new TaskItem.LastWord("She was so happy that she", "photosynthesised"));

    private static TaskItem choice(String query, int gold, String... choices) {
        return new TaskItem.MultipleChoice(query, List.of(choices), gold);
    }

    @AfterAll
    static void close() {
        NETWORK.close();
    }

    private static SparsityPlan plan() {
        var site = new ProjectionSite(2, Projection.DOWN_PROJ);
        return new SparsityPlan(
                Map.of(site, new SparsityRule.TopK(20, Ties.LOWER)), new PositionRule.All());
    }

    /** {sum of the continuation's log-likelihoods, 1 if each token was foreseen}. */
    private static double[] plain(String context, String continuation, SparsityPlan plan) {
        Tokenizer tokenizer = NETWORK.tokenizer();
        int[] whole = tokenizer.ids(context + continuation);
        int before = tokenizer.ids(context.replaceFirst(" +$", "")).length;
        try (PassState state = new PassState(NETWORK.model().config(), whole.length)) {
            var logits =
                    NETWORK.pass()
                            .run(
                                    PassInput.prompt(whole),
                                    state,
                                    plan,
                                    Probe.NONE,
                                    CancelToken.none());
            double sum = 0;
            boolean foreseen = true;
            for (int position = before; position < whole.length; position++) {
                float[] row = logits.rowToArray(position - 1);
                double total = 0;
                int best = 0;
                for (int token = 0; token < row.length; token++) {
                    total += Math.exp(row[token]);
                    best = row[token] > row[best] ? token : best;
                }
                sum += row[whole[position]] - Math.log(total);
                foreseen &= best == whole[position];
            }
            return new double[] {sum, foreseen ? 1 : 0};
        }
    }

    private static TaskEvaluator evaluated(List<TaskItem> items) {
        TaskEvaluator evaluator =
                new TaskEvaluator(
                        NETWORK.pass(),
                        NETWORK.tokenizer(),
                        items,
                        List.of(new Evaluator.Case(0.9, plan())));
        while (evaluator.step(CancelToken.none())) {
            // one item at a time
        }
        return evaluator;
    }

    @Test
    void choicesAreTakenByPlainAndNormalisedSums() {
        try (TaskEvaluator evaluator = evaluated(CHOICES)) {
            assertChoices(evaluator.dense(), SparsityPlan.DENSE);
            assertChoices(evaluator.figures().getFirst(), plan());
        }
    }

    private static void assertChoices(TaskFigures figures, SparsityPlan plan) {
        List<Integer> right = new ArrayList<>();
        List<Integer> rightByLength = new ArrayList<>();
        for (TaskItem each : CHOICES) {
            TaskItem.MultipleChoice item = (TaskItem.MultipleChoice) each;
            int best = 0;
            int bestByLength = 0;
            double[] sums = new double[item.choices().size()];
            double[] means = new double[sums.length];
            for (int index = 0; index < sums.length; index++) {
                String choice = item.choices().get(index);
                sums[index] = plain(item.query(), " " + choice, plan)[0];
                means[index] = sums[index] / choice.length();
                best = sums[index] > sums[best] ? index : best;
                bestByLength = means[index] > means[bestByLength] ? index : bestByLength;
            }
            right.add(best == item.gold() ? 1 : 0);
            rightByLength.add(bestByLength == item.gold() ? 1 : 0);
        }
        assertEquals(CHOICES.size(), figures.count());
        assertMean(right, figures, "acc");
        assertMean(rightByLength, figures, "acc_norm");
        assertTrue(figures.values().containsKey("acc_bytes"));
    }

    private static void assertMean(List<Integer> right, TaskFigures figures, String name) {
        double mean = right.stream().mapToInt(each -> each).average().orElseThrow();
        var estimate = figures.value(name);
        assertEquals(mean, estimate.value(), 1e-12, name);
        double error = Math.sqrt(mean * (1 - mean) / (right.size() - 1));
        assertEquals(error, estimate.standardError(), 1e-12, name);
    }

    @Test
    void lastWordsHaveAccuracyAndPerplexity() {
        try (TaskEvaluator evaluator = evaluated(WORDS)) {
            TaskFigures figures = evaluator.dense();
            double sum = 0;
            double foreseen = 0;
            for (TaskItem each : WORDS) {
                TaskItem.LastWord item = (TaskItem.LastWord) each;
                double[] score = plain(item.context(), " " + item.word(), SparsityPlan.DENSE);
                sum += score[0];
                foreseen += score[1];
            }
            assertEquals(foreseen / WORDS.size(), figures.value("acc").value(), 1e-12);
            double perplexity = Math.exp(-sum / WORDS.size());
            double error =
                    1e-4 * perplexity; // one token fewer is read, so products differ in shape
            assertEquals(perplexity, figures.value("perplexity").value(), error);
            assertTrue(foreseen >= 1, "a story begins with once upon a time");
        }
    }

    @Test
    void whatDoesNotFitIsCutAtTheFrontAndSaid() {
        String story = "Once upon a time there was a dog. ".repeat(60);
        var item = new TaskItem.LastWord(story + "Once upon a", "time");
        try (TaskEvaluator evaluator = evaluated(List.of(item))) {
            assertEquals(1, evaluator.dense().cutCount());
            assertEquals(1, evaluator.dense().value("acc").value());
        }
    }

    @Test
    void aContinuationLongerThanTheModelIsRefusedWithItsItem() {
        String story = "Once upon a time there was a dog. ".repeat(90);
        var items = List.of(WORDS.getFirst(), choice("A", 0, "b", story));
        var refused = assertThrows(IllegalArgumentException.class, () -> evaluated(items));
        assertTrue(refused.toString().contains("item 2"), refused::toString);
        assertArrayEquals(new String[] {"acc", "perplexity"}, names(WORDS));
        assertArrayEquals(new String[] {"acc", "acc_norm", "acc_bytes"}, names(CHOICES));
    }

    private static String[] names(List<TaskItem> items) {
        try (TaskEvaluator evaluator = evaluated(items)) {
            return evaluator.dense().values().keySet().toArray(String[]::new);
        }
    }
}
