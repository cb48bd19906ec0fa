package io.sparsescope.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.Ties;
import io.sparsescope.engine.tokenizer.TextWindow;
import io.sparsescope.engine.tokenizer.TokenWindows;
import io.sparsescope.engine.tokenizer.WindowSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Figures against plain loops over the logits. */
class EvaluatorTest {
    private static final double RELATIVE = 1e-9;
    private static final int WINDOW = 12;
    private static final int WINDOWS = 6;

    private final Model model = ModelLoader.load(Path.of("src/test/resources/golden/llama"));
    private final ForwardPass pass = new ForwardPass(model, new ReferenceKernels());
    private final TokenWindows windows = windows();

    private TokenWindows windows() {
        Random random = new Random(31);
        List<int[]> made = new ArrayList<>();
        for (int window = 0; window < WINDOWS; window++) {
            made.add(random.ints(WINDOW, 0, model.config().vocabSize()).toArray());
        }
        return new TokenWindows(made);
    }

    private SparsityPlan plan() {
        TreeMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            int width = model.config().inSize(Projection.DOWN_PROJ);
            rules.put(
                    new ProjectionSite(layer, Projection.DOWN_PROJ),
                    new SparsityRule.TopK(width / 3, Ties.LOWER));
        }
        return new SparsityPlan(rules, new PositionRule.All());
    }

    private double[][] logProbabilities(int[] tokens, SparsityPlan plan) {
        try (PassState state = new PassState(model.config(), tokens.length)) {
            var logits =
                    pass.run(PassInput.prompt(tokens), state, plan, Probe.NONE, CancelToken.none());
            double[][] rows = new double[tokens.length][];
            for (int row = 0; row < rows.length; row++) {
                float[] values = logits.rowToArray(row);
                double sum = 0;
                for (float value : values) {
                    sum += Math.exp(value);
                }
                rows[row] = new double[values.length];
                for (int token = 0; token < values.length; token++) {
                    rows[row][token] = values[token] - Math.log(sum);
                }
            }
            return rows;
        }
    }

    /** What the figures are made from, by position. */
    private static final class Plain {
        final List<Double> divergences = new ArrayList<>();
        final double[] denseLoss = new double[WINDOWS];
        final double[] loss = new double[WINDOWS];
        double squaredDelta;
        int agreed;
    }

    private Plain plain() {
        Plain plain = new Plain();
        for (int window = 0; window < WINDOWS; window++) {
            int[] tokens = windows.windows().get(window);
            double[][] dense = logProbabilities(tokens, SparsityPlan.DENSE);
            double[][] sparse = logProbabilities(tokens, plan());
            for (int position = 0; position < WINDOW; position++) {
                double divergence = 0;
                for (int token = 0; token < dense[position].length; token++) {
                    divergence +=
                            Math.exp(dense[position][token])
                                    * (dense[position][token] - sparse[position][token]);
                }
                plain.divergences.add(divergence);
                plain.agreed += best(dense[position]) == best(sparse[position]) ? 1 : 0;
                if (position + 1 < WINDOW) {
                    int next = tokens[position + 1];
                    plain.denseLoss[window] -= dense[position][next];
                    plain.loss[window] -= sparse[position][next];
                    double delta =
                            Math.exp(sparse[position][next]) - Math.exp(dense[position][next]);
                    plain.squaredDelta += delta * delta;
                }
            }
        }
        return plain;
    }

    private static int best(double[] row) {
        int best = 0;
        for (int token = 1; token < row.length; token++) {
            best = row[token] > row[best] ? token : best;
        }
        return best;
    }

    /** Each predicted token stands for three bytes. */
    private WindowSource withBytes() {
        WindowSource source = windows.source();
        return new WindowSource() {
            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public TextWindow next() {
                return new TextWindow(source.next().tokens(), 3L * (WINDOW - 1));
            }

            @Override
            public double progress() {
                return source.progress();
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    private Evaluator evaluated() {
        Evaluator evaluator =
                new Evaluator(pass, withBytes(), List.of(new Evaluator.Case(0.5, plan())));
        while (evaluator.step(CancelToken.none())) {
            // one window at a time
        }
        return evaluator;
    }

    @Test
    void figuresAreThoseOfPlainLoops() {
        Plain plain = plain();
        try (Evaluator evaluator = evaluated()) {
            QualityFigures figures = evaluator.figures().getFirst();
            double tokens = WINDOWS * (WINDOW - 1);
            double mean = Arrays.stream(plain.loss).sum() / tokens;
            double denseMean = Arrays.stream(plain.denseLoss).sum() / tokens;
            assertClose(Math.exp(mean), figures.perplexity());
            assertClose(Math.exp(denseMean), evaluator.dense().perplexity());
            assertClose(mean - denseMean, figures.likelihood().lnRatio().value());
            assertClose(
                    Math.exp(mean) * errorOfWindowMeans(plain.loss),
                    figures.likelihood().perplexity().standardError());
            double[] differences = new double[WINDOWS];
            Arrays.setAll(differences, window -> plain.loss[window] - plain.denseLoss[window]);
            assertClose(
                    errorOfWindowMeans(differences),
                    figures.likelihood().lnRatio().standardError());
            assertClose(mean / Math.log(2) / 3, figures.likelihood().bitsPerByte());
            assertClose(
                    Math.sqrt(plain.squaredDelta / tokens),
                    figures.agreement().rmsDeltaP().value());
            assertClose(plain.agreed / (double) (WINDOWS * WINDOW), figures.topTokenAgreement());
            assertEquals((long) tokens, figures.likelihood().tokens());
        }
    }

    private static double errorOfWindowMeans(double[] losses) {
        double[] means = Arrays.stream(losses).map(loss -> loss / (WINDOW - 1)).toArray();
        double mean = Arrays.stream(means).average().orElseThrow();
        double squares = Arrays.stream(means).map(each -> (each - mean) * (each - mean)).sum();
        return Math.sqrt(squares / (WINDOWS - 1) / WINDOWS);
    }

    @Test
    void quantilesOfTheDivergenceAreThoseOfTheSortedPositions() {
        double[] sorted = plain().divergences.stream().mapToDouble(d -> d).sorted().toArray();
        try (Evaluator evaluator = evaluated()) {
            DivergenceFigures figures = evaluator.figures().getFirst().divergence();
            int count = sorted.length;
            assertClose(Arrays.stream(sorted).average().orElseThrow(), figures.mean().value());
            assertFloat(sorted[(int) Math.ceil(0.5 * count) - 1], figures.median());
            assertFloat(sorted[(int) Math.ceil(0.95 * count) - 1], figures.percent95());
            assertFloat(sorted[(int) Math.ceil(0.99 * count) - 1], figures.percent99());
            assertFloat(sorted[(int) Math.ceil(0.999 * count) - 1], figures.percent999());
            assertClose(sorted[count - 1], figures.largest());
        }
    }

    @Test
    void theDenseRunDoesNotDifferFromItself() {
        try (Evaluator evaluator = evaluated()) {
            QualityFigures dense = evaluator.dense();
            assertEquals(DivergenceFigures.NONE, dense.divergence());
            assertEquals(AgreementFigures.FULL, dense.agreement());
            assertEquals(Estimate.exactly(0), dense.likelihood().lnRatio());
            EvaluatedRun run = evaluator.denseRun();
            assertEquals(new Interval(0, 0, 0), run.perplexityDifference(run, 1));
        }
    }

    @Test
    void figuresComeBackFromJson() {
        try (Evaluator evaluator = evaluated()) {
            for (QualityFigures figures :
                    List.of(evaluator.dense(), evaluator.figures().getFirst())) {
                ObjectNode node = JsonNodeFactory.instance.objectNode();
                FiguresJson.write(node, figures);
                assertEquals(figures, FiguresJson.read(node, figures.sparsity().targetSparsity()));
            }
        }
        try (Evaluator one =
                new Evaluator(pass, windows.first(1), List.of(new Evaluator.Case(0.5, plan())))) {
            one.step(CancelToken.none());
            QualityFigures figures = one.figures().getFirst();
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            FiguresJson.write(node, figures);
            assertTrue(!node.has("bitsPerByte") && !node.has("Mean KLD \u00b1"), node::toString);
            assertEquals(figures, FiguresJson.read(node, 0.5));
        }
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, RELATIVE * Math.abs(expected));
    }

    private static void assertFloat(double expected, double actual) {
        assertEquals(expected, actual, 1e-7 * Math.abs(expected));
    }
}
