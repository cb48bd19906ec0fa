package io.sparsescope.engine.decode;

import io.sparsescope.engine.bench.MagnitudeLevels;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.TokenStep;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.kernel.WeightStorage;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Decodes round after round and prints the least that the thread has allocated in one. */
final class AllocationProbe {
    static final int TOKENS = 200;
    private static final int ROUNDS = 150;

    private AllocationProbe() {}

    /** Arguments: the model, the sparsity. */
    public static void main(String[] arguments) {
        var product = new VectorProduct();
        try (Model model = ModelLoader.load(Path.of(arguments[0]))) {
            var pass = new ForwardPass(model, new VectorKernels(product, product));
            SparsityPlan plan =
                    MagnitudeLevels.of(pass, IntStream.range(1, 33).toArray())
                            .plan(Double.parseDouble(arguments[1]));
            try (Decoder decoder = Decoder.load(pass, WeightStorage.EXACT, 2);
                    PassState state = new PassState(model.config(), TOKENS)) {
                System.out.println("least: " + least(decoder.step(plan), state));
            }
        }
    }

    private static long least(TokenStep step, PassState state) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        CancelToken none = CancelToken.none();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            state.truncate(0);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int token = 0; token < TOKENS; token++) {
                step.next(token, 1, state, none);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
