package io.sparsescope.peers;

import io.sparsescope.engine.bench.MagnitudeLevels;
import io.sparsescope.engine.decode.Decoder;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.TokenStep;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Nd4jRuntime;
import io.sparsescope.engine.kernel.WeightStorage;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** This program, as the window and the command line run it. */
public final class OurWorker implements Worker {
    private final Network network;
    private final int threads;
    private final MagnitudeLevels levels;
    private final Map<WeightStorage, Decoder> decoders = new EnumMap<>(WeightStorage.class);
    private final Map<String, TokenStep> steps = new HashMap<>();

    private OurWorker(Network network, int threads, int[] sample) {
        this.network = network;
        this.threads = threads;
        this.levels = MagnitudeLevels.of(network.pass(), sample);
    }

    /**
     * Serves.
     *
     * @param args model directory, threads, ids that thresholds are taken from, and the variants:
     *     {@code bf16} or {@code int8}, alone or with {@code @} and the share that is dropped
     */
    static void main(String[] args) throws IOException {
        Worker.quiet();
        int threads = Integer.parseInt(args[1]);
        try (Network network = Network.open(Path.of(args[0]))) {
            Nd4jRuntime.useThreads(threads);
            var worker = new OurWorker(network, threads, Worker.ids(args[2]));
            for (int variant = 3; variant < args.length; variant++) {
                worker.add(args[variant]);
            }
            worker.serve("Sparsescope on Java " + Runtime.version());
            worker.decoders.values().forEach(Decoder::close);
        }
    }

    private void add(String variant) {
        String[] parts = variant.split("@", -1);
        Decoder decoder =
                decoders.computeIfAbsent(
                        WeightStorage.parse(parts[0]),
                        storage -> Decoder.load(network.pass(), storage, threads));
        double share = parts.length == 1 ? 0 : Double.parseDouble(parts[1]);
        steps.put(variant, decoder.step(levels.plan(share)));
    }

    @Override
    public Decoded decode(String variant, int count, int[] prompt) {
        TokenStep step = steps.get(variant);
        if (step == null) {
            throw new IllegalArgumentException("no variant '" + variant + "'");
        }
        int[] tokens = new int[count + 1];
        CancelToken never = CancelToken.none();
        try (var state = new PassState(config(), prompt.length + count)) {
            for (int token : prompt) {
                tokens[0] = largest(step.next(token, prompt.length, state, never));
            }
            long start = System.nanoTime();
            for (int index = 0; index < count; index++) {
                tokens[index + 1] = largest(step.next(tokens[index], prompt.length, state, never));
            }
            return new Decoded((System.nanoTime() - start) / 1e9, tokens);
        }
    }

    @Override
    public double prefill(String variant, int[] prompt) {
        try (var state = new PassState(config(), prompt.length)) {
            var input = new PassInput(prompt, prompt.length, PassInput.Logits.LAST);
            long start = System.nanoTime();
            network.pass().run(input, state, SparsityPlan.DENSE, Probe.NONE, CancelToken.none());
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private ModelConfig config() {
        return network.model().config();
    }

    private static int largest(FloatMatrix logits) {
        int best = 0;
        for (int token = 1; token < logits.columnCount(); token++) {
            best = logits.get(0, token) > logits.get(0, best) ? token : best;
        }
        return best;
    }
}
