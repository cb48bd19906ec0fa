package io.sparsescope.engine.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.kernel.WeightStorage;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Arranging weights: memory, progress, and being given up. */
class DecoderLoadingTest {
    private static final Path BUNDLED =
            Path.of(System.getProperty("sparsescope.home", ".."), "sample-models", "storybook-14m");

    @Test
    void whatDoesNotFitIsRefusedWithBothNumbers() {
        try (Model model = ModelLoader.load(BUNDLED)) {
            ForwardPass pass = pass(model);
            var refusal =
                    assertThrows(
                            UnsupportedInputException.class,
                            () -> new DecoderLoading(pass, WeightStorage.EXACT, 1, 5_000_000));
            String message = String.valueOf(refusal.getMessage());
            assertTrue(message.contains("needs 0.03 GB of memory"), message);
            assertTrue(message.contains("0.01 GB are free"), message);
            assertTrue(message.contains("int8"), message);
        }
    }

    @Test
    void weightsTakeNoMoreThanATenthMoreThanInTheFile() {
        try (Model model = ModelLoader.load(BUNDLED);
                Decoder decoder = Decoder.load(pass(model), WeightStorage.EXACT, 1)) {
            assertTrue(decoder.weightBytes() <= 1.1 * model.summary().weightBytes());
        }
    }

    @Test
    void itSaysHowFarItIsAndCanBeGivenUp() {
        try (Model model = ModelLoader.load(BUNDLED);
                var loading = new DecoderLoading(pass(model), WeightStorage.EXACT, 1)) {
            assertEquals(0, loading.progress());
            assertThrows(IllegalStateException.class, loading::result);
            var cancel = new CancelToken();
            cancel.cancel();
            assertThrows(CancellationException.class, () -> loading.step(cancel));
            while (loading.step(CancelToken.none())) {
                assertTrue(loading.progress() > 0 && loading.progress() < 1);
            }
            assertEquals(1, loading.progress());
            assertFalse(loading.step(CancelToken.none()));
            loading.result().close();
            assertThrows(IllegalStateException.class, loading::result);
        }
    }

    @Test
    void freeMemoryIsKnown() {
        assertTrue(FreeMemory.bytes() > 0);
    }

    private static ForwardPass pass(Model model) {
        return new ForwardPass(model, new VectorKernels(new VectorProduct(), new VectorProduct()));
    }
}
