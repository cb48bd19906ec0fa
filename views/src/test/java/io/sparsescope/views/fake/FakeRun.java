package io.sparsescope.views.fake;

import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.observation.Agreement;
import io.sparsescope.engine.observation.Histogram;
import io.sparsescope.engine.observation.LevelScale;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.NextTokens;
import io.sparsescope.engine.observation.TokenScore;
import io.sparsescope.engine.run.Provenance;
import io.sparsescope.engine.run.RunOutcome.MaskPreview;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.run.RunOutcome.SiteFacts;
import io.sparsescope.engine.run.RunRequest;
import io.sparsescope.engine.run.RunTiming;
import io.sparsescope.engine.run.SpontaneousReport;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.SparsityReport;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.tokenizer.TokenSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The answers to one request, computed from {@link FakeModel}'s formulas. */
final class FakeRun {
    private static final List<String> WORDS =
            List.of(
                    " girl", " boy", " king", " little", " dog", " man", " cat", " bird", " old",
                    " tree");

    private final RunRequest request;
    private final TokenSequence tokens;
    private final int firstSparse;

    FakeRun(RunRequest request) {
        this.request = request;
        tokens = FakeModel.tokens(request.prompt());
        firstSparse = request.setting().positions().firstSparsePosition(tokens.length());
    }

    MaskPreview preview() {
        ActivationSlice slice = slice();
        return new MaskPreview(
                request, tokens, report(), map(), slice, facts(slice), spontaneous(), 2.5);
    }

    RunSnapshot snapshot() {
        ActivationSlice slice = slice();
        return new RunSnapshot(
                request,
                tokens,
                report(),
                map(),
                slice,
                facts(slice),
                spontaneous(),
                nextTokens(),
                new RunTiming(21.4, 17.9, 41.2),
                provenance());
    }

    private SpontaneousReport spontaneous() {
        return switch (request.intervention().spontaneous().source()) {
            case SpontaneousUse.Source.None _ -> SpontaneousReport.NONE;
            case SpontaneousUse.Source.MeanResidual _ ->
                    new SpontaneousReport(
                            "mean residual", List.of("the vectors raise the divergence"));
            case SpontaneousUse.Source.Loaded loaded ->
                    new SpontaneousReport(
                            loaded.sets().nearest(request.setting().targetSparsity()).words(),
                            List.of());
        };
    }

    private SparsityReport report() {
        double target = request.setting().targetSparsity();
        double share =
                tokens.length() == 0 ? 0 : 1.0 * (tokens.length() - firstSparse) / tokens.length();
        return new SparsityReport(target, target * 0.987 * share, target * 0.962 * share);
    }

    private ActivationSlice slice() {
        float[] dense = FakeModel.dense(request.focus(), tokens);
        int channels = FakeModel.channels(request.focus());
        float[] score = new float[dense.length];
        float[] threshold = thresholds(dense, channels);
        boolean[] kept = new boolean[dense.length];
        for (int cell = 0; cell < dense.length; cell++) {
            score[cell] = Math.abs(dense[cell]);
            kept[cell] = score[cell] > threshold[cell / channels];
        }
        return new ActivationSlice(
                request.focus(), tokens.length(), channels, dense, dense, kept, score, threshold);
    }

    private double level() {
        return request.setting()
                .override(request.focus())
                .orElse(request.setting().targetSparsity());
    }

    private float[] thresholds(float[] dense, int channels) {
        float[] sorted = new float[dense.length];
        for (int cell = 0; cell < dense.length; cell++) {
            sorted[cell] = Math.abs(dense[cell]);
        }
        Arrays.sort(sorted);
        double target = level();
        float at = target == 0 ? -1 : sorted[(int) (target * (sorted.length - 1))];
        float[] threshold = new float[dense.length / channels];
        for (int position = 0; position < threshold.length; position++) {
            threshold[position] = position < firstSparse ? -1 : at;
        }
        return threshold;
    }

    private SiteFacts facts(ActivationSlice slice) {
        float[] quantiles = slice.score().clone();
        Arrays.sort(quantiles);
        return new SiteFacts(
                Histogram.ofMagnitudes(slice.dense(), 64, 4),
                new LevelScale(request.setting().method().scoreLabel(), quantiles),
                level(),
                FakeScores.of(slice),
                otherKept(slice));
    }

    /** Another method keeps what the present one keeps, but for every ninth cell. */
    private boolean @Nullable [] otherKept(ActivationSlice slice) {
        if (request.look().comparedMethod() == null) {
            return null;
        }
        boolean[] other = slice.kept().clone();
        for (int cell = 0; cell < other.length; cell += 9) {
            other[cell] = !other[cell];
        }
        return other;
    }

    private ModelMap map() {
        int sites = Projection.values().length;
        double target = request.setting().targetSparsity();
        double[][] realised = new double[FakeModel.LAYERS][sites];
        double[][] error = new double[FakeModel.LAYERS][sites];
        double[] residual = new double[FakeModel.LAYERS];
        for (int layer = 0; layer < FakeModel.LAYERS; layer++) {
            var random = new Random(layer);
            for (int site = 0; site < sites; site++) {
                realised[layer][site] =
                        Math.clamp(target + 0.12 * target * random.nextGaussian(), 0, 1);
                error[layer][site] =
                        target * target * (0.3 + 0.05 * layer + 0.2 * random.nextDouble());
            }
            residual[layer] = target * target * (0.1 + 0.04 * layer);
        }
        return new ModelMap(
                java.util.Map.of(
                        ModelMap.Measure.REALISED_SPARSITY,
                        realised,
                        ModelMap.Measure.RELATIVE_ERROR,
                        error),
                residual);
    }

    private List<NextTokens> nextTokens() {
        double target = request.setting().targetSparsity();
        boolean compensated =
                !(request.intervention().spontaneous().source()
                        instanceof SpontaneousUse.Source.None);
        List<NextTokens> all = new ArrayList<>();
        for (int position = 0; position < tokens.length(); position++) {
            var random = new Random(tokens.tokens().get(position).id());
            List<TokenScore> scores = new ArrayList<>();
            double left = 0.9;
            for (String word : WORDS) {
                double dense = left * (0.25 + 0.2 * random.nextDouble());
                left -= dense;
                double sparse = dense * Math.exp(target * 1.5 * random.nextGaussian());
                scores.add(
                        new TokenScore(
                                FakeModel.idOf(word),
                                word,
                                dense,
                                Math.min(sparse, 1),
                                compensated ? (dense + Math.min(sparse, 1)) / 2 : null));
            }
            boolean agrees = scores.getFirst().sparse() >= scores.get(1).sparse();
            all.add(
                    new NextTokens(
                            position,
                            scores,
                            new Agreement(0.4 * target * target, agrees),
                            compensated ? new Agreement(0.2 * target * target, true) : null));
        }
        return all;
    }

    private Provenance provenance() {
        SparsitySetting setting = request.setting();
        return new Provenance(
                "stories15M",
                "9f2c41d07be35a68",
                "00",
                setting.method().cliName(),
                setting.targetSparsity(),
                setting.positions().cliName(),
                "ND4J CPU",
                "test");
    }
}
