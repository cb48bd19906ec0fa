package io.sparsescope.views.chart;

import io.sparsescope.engine.observation.Histogram;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.tokenizer.Token;
import io.sparsescope.engine.tokenizer.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Activations, masks and tokens that look like a small model's. */
final class Sample {
    private static final float THRESHOLD = 0.83f;
    private static final String[] WORDS = {
        "The",
        " capital",
        " of",
        " France",
        " is",
        " Paris",
        ",",
        " and",
        " the",
        " capital",
        " of",
        " Italy",
        " is",
        " Rome",
        ".",
        "\n",
        "Tok",
        "en",
        "isation",
        " keeps",
        "\t",
        "spaces",
        "  ",
        "visible",
        ".",
        " Short",
        " words",
        " wrap",
        " to",
        " the",
        " next",
        " line",
        " when",
        " the",
        " strip",
        " is",
        " narrow",
        "."
    };

    private final float[] cells;
    private final int rowCount;
    private final int columnCount;

    Sample(int rowCount, int columnCount) {
        this.rowCount = rowCount;
        this.columnCount = columnCount;
        var random = new Random(7);
        float[] scale = new float[columnCount];
        for (int column = 0; column < columnCount; column++) {
            scale[column] = (float) Math.exp(random.nextGaussian() * 0.5 - 0.3);
        }
        cells = new float[rowCount * columnCount];
        for (int row = 0; row < rowCount; row++) {
            float sink = row == 0 ? 3 : 1;
            for (int column = 0; column < columnCount; column++) {
                cells[row * columnCount + column] =
                        (float) random.nextGaussian() * scale[column] * sink;
            }
        }
    }

    HeatMapData values(ColorScale scale) {
        return new HeatMapData(
                rowCount,
                columnCount,
                (row, column) -> cells[row * columnCount + column],
                scale,
                -3,
                3,
                HeatMapData.Aggregation.LARGEST_MAGNITUDE);
    }

    HeatMapData mask(ColorScale scale) {
        return new HeatMapData(
                rowCount,
                columnCount,
                (row, column) -> Math.abs(cells[row * columnCount + column]) > THRESHOLD ? 1 : 0,
                scale,
                0,
                1,
                HeatMapData.Aggregation.MEAN);
    }

    Histogram histogram() {
        return Histogram.ofMagnitudes(cells, 80, 4);
    }

    static ModelMap modelMap(int layerCount) {
        var random = new Random(11);
        int projectionCount = Projection.values().length;
        double[][] sparsity = new double[layerCount][projectionCount];
        double[][] error = new double[layerCount][projectionCount];
        for (int layer = 0; layer < layerCount; layer++) {
            for (int projection = 0; projection < projectionCount; projection++) {
                double depth = (double) layer / layerCount;
                sparsity[layer][projection] =
                        Math.clamp(0.35 + 0.4 * depth + 0.12 * random.nextGaussian(), 0, 1);
                error[layer][projection] =
                        Math.clamp(0.1 + 0.5 * depth + 0.1 * random.nextGaussian(), 0, 2);
            }
        }
        return new ModelMap(
                java.util.Map.of(
                        ModelMap.Measure.REALISED_SPARSITY,
                        sparsity,
                        ModelMap.Measure.RELATIVE_ERROR,
                        error),
                new double[0]);
    }

    static TokenSequence tokens() {
        return tokens(WORDS.length);
    }

    static TokenSequence tokens(int count) {
        List<Token> tokens = new ArrayList<>();
        int start = 0;
        for (int position = 0; position < count; position++) {
            String word = WORDS[position % WORDS.length];
            tokens.add(new Token(position % WORDS.length, word, start, start + word.length()));
            start += word.length();
        }
        return new TokenSequence("", tokens);
    }
}
