package io.sparsescope.engine.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token allocates nothing, once the compiler has seen the code. */
class DecoderAllocationTest {
    private static final Path BUNDLED =
            Path.of(System.getProperty("sparsescope.home", ".."), "sample-models", "storybook-14m");
    private static final int TOKENS = 200;
    private static final int ATTEMPTS = 40;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void aTokenAllocatesNothing(double sparsity) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Model model = ModelLoader.load(BUNDLED)) {
            var product = new VectorProduct();
            var pass = new ForwardPass(model, new VectorKernels(product, product));
            SparsityPlan plan =
                    MagnitudeLevels.of(pass, IntStream.range(1, 33).toArray()).plan(sparsity);
            try (Decoder decoder = Decoder.load(pass, WeightStorage.EXACT, 2);
                    PassState state = new PassState(model.config(), TOKENS)) {
                TokenStep step = decoder.step(plan);
                CancelToken none = CancelToken.none();
                long least = Long.MAX_VALUE;
                for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
                    state.truncate(0);
                    long before = threads.getCurrentThreadAllocatedBytes();
                    for (int token = 0; token < TOKENS; token++) {
                        step.next(token, 1, state, none);
                    }
                    long taken = threads.getCurrentThreadAllocatedBytes() - before;
                    least = Math.min(least, taken);
                }
                assertTrue(least <= 0, least + " bytes in " + TOKENS + " tokens");
                assertEquals(TOKENS, state.length());
            }
        }
    }
}
