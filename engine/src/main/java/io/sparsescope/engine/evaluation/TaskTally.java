package io.sparsescope.engine.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Adds up the items of a task for one run; every item is an observation of its own. */
final class TaskTally {
    private final Map<String, Moments> sums = new LinkedHashMap<>();
    private int count;
    private int cutCount;

    /**
     * A continuation's score.
     *
     * @param logLikelihood natural logarithm of its probability
     * @param foreseen whether each of its tokens was the most probable
     */
    record Score(double logLikelihood, boolean foreseen) {}

    /**
     * Takes up a choice between continuations: {@code acc} takes the most probable, {@code
     * acc_norm} that with the largest log-likelihood for each character, as the harness's code
     * does, and {@code acc_bytes} for each UTF-8 byte. Of equals the first is taken.
     */
    void add(TaskItem.MultipleChoice item, List<Score> scores, boolean cut) {
        List<String> choices = item.choices();
        add("acc", best(scores, choices, _ -> 1) == item.gold());
        add(
                "acc_norm",
                best(scores, choices, choice -> choice.codePointCount(0, choice.length()))
                        == item.gold());
        add("acc_bytes", best(scores, choices, TaskTally::bytes) == item.gold());
        counted(cut);
    }

    /** Takes up a last word: whether it was foreseen, and its log-likelihood. */
    void add(Score score, boolean cut) {
        add("acc", score.foreseen());
        moments("perplexity").add(-score.logLikelihood());
        counted(cut);
    }

    private void counted(boolean cut) {
        count++;
        cutCount += cut ? 1 : 0;
    }

    private void add(String name, boolean right) {
        moments(name).add(right ? 1 : 0);
    }

    private Moments moments(String name) {
        return sums.computeIfAbsent(name, _ -> new Moments());
    }

    private static int bytes(String choice) {
        return choice.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int best(
            List<Score> scores, List<String> choices, ToIntFunction<String> length) {
        int best = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int index = 0; index < scores.size(); index++) {
            double score =
                    scores.get(index).logLikelihood() / length.applyAsInt(choices.get(index));
            if (score > largest) {
                best = index;
                largest = score;
            }
        }
        return best;
    }

    TaskFigures figures() {
        Map<String, Estimate> values = new LinkedHashMap<>();
        sums.forEach((name, sum) -> {
            Estimate mean = sum.mean();
            double image = Math.exp(mean.value());
            values.put(name, name.equals("perplexity") ? mean.through(image, image) : mean);
        });
        return new TaskFigures(count, cutCount, values);
    }

    /** Mean and its standard error, sqrt(sum (x - mean)^2 / (n - 1) / n), in one pass (Welford). */
    private static final class Moments {
        private long count;
        private double sum;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            sum += value;
            double apart = value - mean;
            mean += apart / count;
            squares += apart * (value - mean);
        }

        Estimate mean() {
            double error = count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count);
            return new Estimate(sum / count, error); // of zeros and ones without rounding
        }
    }
}
