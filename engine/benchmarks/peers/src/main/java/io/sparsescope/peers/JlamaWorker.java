package io.sparsescope.peers;

import com.github.tjake.jlama.model.AbstractModel;
import com.github.tjake.jlama.model.ModelSupport;
import com.github.tjake.jlama.safetensors.DType;
import com.github.tjake.jlama.tensor.AbstractTensor;
import com.github.tjake.jlama.tensor.KvBufferCache;
import com.github.tjake.jlama.tensor.operations.TensorOperationsProvider;
import java.io.File;
import java.io.IOException;
import java.util.Optional;

/**
 * Jlama, by the calls that its own {@code generate} makes: whole prompts in batches, then a forward
 * pass and a sample at temperature 0 for each token.
 */
public final class JlamaWorker implements Worker {
    private final AbstractModel model;
    private final KvBufferCache caches;

    private JlamaWorker(AbstractModel model) {
        this.model = model;
        this.caches = new KvBufferCache(model);
    }

    /**
     * Serves the one variant that there is.
     *
     * @param args model directory, threads, type of activations where they meet weights
     */
    static void main(String[] args) throws IOException {
        Worker.quiet();
        AbstractModel model =
                ModelSupport.loadModel(
                        new File(args[0]),
                        null,
                        DType.F32,
                        DType.valueOf(args[2]),
                        Optional.empty(),
                        Optional.of(Integer.parseInt(args[1])));
        var worker = new JlamaWorker(model);
        worker.serve(
                "Jlama with "
                        + TensorOperationsProvider.get().name()
                        + " on Java "
                        + Runtime.version());
        worker.caches.close();
        model.close();
    }

    @Override
    public Decoded decode(String variant, int count, int[] prompt) {
        int[] tokens = new int[count + 1];
        try (KvBufferCache.KvBuffer cache = caches.getEphemeralKvBuffer();
                AbstractTensor<?, ?> logits = logits()) {
            tokens[0] = read(prompt, cache, logits);
            long start = System.nanoTime();
            for (int index = 0; index < count; index++) {
                AbstractTensor<?, ?> output =
                        model.forward(
                                tokens[index], prompt.length + index, cache, Optional.empty());
                tokens[index + 1] = model.sample(output, 0, 0, logits);
                output.close();
            }
            return new Decoded((System.nanoTime() - start) / 1e9, tokens);
        }
    }

    @Override
    public double prefill(String variant, int[] prompt) {
        try (KvBufferCache.KvBuffer cache = caches.getEphemeralKvBuffer();
                AbstractTensor<?, ?> logits = logits()) {
            long start = System.nanoTime();
            read(prompt, cache, logits);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private AbstractTensor<?, ?> logits() {
        return model.makeDenseTensor(model.getConfig().vocabularySize);
    }

    /** The token after a prompt. */
    private int read(int[] prompt, KvBufferCache.KvBuffer cache, AbstractTensor<?, ?> logits) {
        AbstractTensor<?, ?> outputs = model.batchForward(prompt, 0, cache);
        AbstractTensor<?, ?> last = outputs.slice(outputs.shape().first() - 1);
        int token = model.sample(last, 0, 0, logits);
        outputs.close();
        return token;
    }
}
