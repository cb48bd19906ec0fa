package io.sparsescope.engine.calibration;

import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.Nd4jProduct;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.ActivationRecorder;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** A golden model, calibrated on two windows of its own reference tokens. */
final class GreedyBench implements AutoCloseable {
    private static final Path ROOT = Path.of("src/test/resources/golden");

    final Model model;
    final ForwardPass pass;
    final TokenWindows windows;
    final Calibration calibration;
    private final Nd4jProduct nd4j = new Nd4jProduct(Long.MAX_VALUE);

    GreedyBench(String name) {
        Path directory = ROOT.resolve(name);
        model = ModelLoader.load(directory);
        pass = new ForwardPass(model, new VectorKernels(nd4j, new VectorProduct()));
        windows = windows(directory);
        var provenance = new CalibrationProvenance("model", "text", "golden, twice", 9, 2, 4);
        try (Calibrator calibrator = new Calibrator(pass, windows, provenance)) {
            while (calibrator.step(CancelToken.none())) {
                // one window at a time
            }
            calibration = calibrator.result();
        }
    }

    /** The reference tokens and the same backwards. */
    private static TokenWindows windows(Path directory) {
        try (SafetensorsFile expected =
                SafetensorsFile.open(directory.resolve("expected.safetensors"))) {
            long[] ids = expected.tensor("input_ids").toLongs();
            int[] forwards = Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
            int[] backwards = new int[forwards.length];
            Arrays.setAll(backwards, index -> forwards[forwards.length - 1 - index]);
            return new TokenWindows(List.of(forwards, backwards));
        }
    }

    GreedyAllocator allocator(SparsityMethod method, double baseStep) {
        return new GreedyAllocator(pass, windows, calibration, new GreedySetting(method, baseStep));
    }

    GreedyAllocation allocate(SparsityMethod method, double baseStep) {
        try (GreedyAllocator allocator = allocator(method, baseStep)) {
            while (allocator.step(CancelToken.none())) {
                // one trial at a time
            }
            return allocator.result();
        }
    }

    /**
     * The error of one block the long way: the whole network runs twice over each window, once
     * densely and once with that block alone sparse, so that the block's input is dense.
     */
    double slowError(int layer, SparsityMethod method, double[] levels) {
        var rules = new TreeMap<ProjectionSite, SparsityRule>();
        for (Projection projection : Projection.values()) {
            ProjectionSite site = new ProjectionSite(layer, projection);
            rules.put(site, calibration.rule(site, method, levels[projection.ordinal()]));
        }
        SparsityPlan sparse = new SparsityPlan(rules, new PositionRule.All());
        int hidden = model.config().hiddenSize();
        double sum = 0;
        int count = 0;
        for (int[] tokens : windows.windows()) {
            float[] wanted = output(layer, tokens, SparsityPlan.DENSE);
            float[] got = output(layer, tokens, sparse);
            for (int row = tokens.length - tokens.length / 4; row < tokens.length; row++) {
                double squares = 0;
                for (int cell = row * hidden; cell < (row + 1) * hidden; cell++) {
                    squares += Math.pow((double) wanted[cell] - got[cell], 2);
                }
                sum += Math.sqrt(squares);
                count++;
            }
        }
        return sum / count;
    }

    private float[] output(int layer, int[] tokens, SparsityPlan plan) {
        ProbeSite site = new ProbeSite(layer, ProbePoint.RESID_POST);
        ActivationRecorder seen = new ActivationRecorder(Set.of(site));
        try (PassState state = new PassState(model.config(), tokens.length)) {
            pass.run(PassInput.prompt(tokens), state, plan, seen, CancelToken.none());
        }
        return seen.values(site);
    }

    @Override
    public void close() {
        nd4j.close();
        model.close();
    }
}
