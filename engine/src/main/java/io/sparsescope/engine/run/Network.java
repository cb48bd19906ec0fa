package io.sparsescope.engine.run;

import io.sparsescope.engine.chat.ChatTemplate;
import io.sparsescope.engine.decode.Decoder;
import io.sparsescope.engine.decode.DecoderLoading;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.BatchProduct;
import io.sparsescope.engine.kernel.GradientKernels;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.Nd4jProduct;
import io.sparsescope.engine.kernel.Nd4jRuntime;
import io.sparsescope.engine.kernel.VectorGradientKernels;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.kernel.WeightStorage;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelDirectory;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.model.SyntheticModel;
import io.sparsescope.engine.model.SyntheticShape;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that can run: weights, tokenizer and the forward pass on the best kernels. What the
 * command line and the window open.
 */
public final class Network implements AutoCloseable {
    private final ModelDirectory directory;
    private final Model model;
    private final Optional<Tokenizer> tokenizer;
    private final Nd4jProduct nd4j;
    private final Nd4jProduct nd4jWithoutCopies;
    private final ForwardPass pass;
    private final ComputeLimits limits;
    private @Nullable Decoder decoder;

    private Network(
            ModelDirectory directory,
            Model model,
            Optional<Tokenizer> tokenizer,
            ComputeLimits limits) {
        this.limits = limits;
        this.directory = directory;
        this.model = model;
        this.tokenizer = tokenizer;
        this.nd4j = new Nd4jProduct(limits.widenedBytes());
        this.nd4jWithoutCopies = new Nd4jProduct(0);
        this.pass =
                new ForwardPass(
                        model, new VectorKernels(new BatchProduct(nd4j), new VectorProduct()));
    }

    /**
     * Opens a model directory.
     *
     * @throws io.sparsescope.engine.format.BadInputException when it is unsound or not supported
     */
    public static Network open(Path given) {
        return open(given, new ComputeLimits());
    }

    /** A model of random weights, without a tokenizer; the same seed gives the same. */
    public static Network synthetic(SyntheticShape shape, long seed) {
        var limits = new ComputeLimits();
        limits.setMemoryShare(0); // widened weights would be the larger part of its memory
        Model model = SyntheticModel.of(shape, seed);
        return new Network(
                new ModelDirectory(model.summary().directory()), model, Optional.empty(), limits);
    }

    /** As the other, within {@code limits}. */
    static Network open(Path given, ComputeLimits limits) {
        ModelDirectory directory = ModelDirectory.of(given);
        Model model = ModelLoader.load(given);
        try {
            return new Network(
                    directory, model, directory.tokenizer().map(Tokenizer::open), limits);
        } catch (RuntimeException failure) {
            model.close();
            throw failure;
        }
    }

    /**
     * Loads the numeric library. To be called before another thread loads native libraries, as
     * JavaFX does when it starts: the two may block each other for ever.
     */
    public static void loadNatives() {
        Nd4jRuntime.load();
    }

    /** Computes on every core that is allowed. */
    public void useAllCores() {
        limits.useAllCores();
    }

    /** Leaves one core to the window, which has to draw what is computed. */
    public void leaveOneCore() {
        limits.leaveOneCore();
    }

    /** Configuration and weights. */
    public Model model() {
        return model;
    }

    /** The forward pass. */
    public ForwardPass pass() {
        return pass;
    }

    /** Whether {@link #decoder()} is there without any work. */
    boolean hasDecoder() {
        return decoder != null;
    }

    /**
     * The work that makes the decoder; its result is to be given to {@link #adopt}.
     *
     * @throws UnsupportedInputException when the weights are more than the memory that is free
     */
    DecoderLoading decoderLoading() {
        return new DecoderLoading(pass, WeightStorage.EXACT, limits.threads());
    }

    /** Takes a decoder over. */
    void adopt(Decoder loaded) {
        decoder = loaded;
    }

    /**
     * The decoder of single tokens, loaded at the first call: a second copy of the weights, in the
     * order in which decoding reads them.
     *
     * @throws UnsupportedInputException when the weights are more than the memory that is free
     */
    public Decoder decoder() {
        Decoder loaded = decoder;
        if (loaded == null) {
            loaded = Decoder.load(pass, WeightStorage.EXACT, limits.threads());
            decoder = loaded;
        }
        return loaded;
    }

    /** Arithmetic of backward passes, on the weights that the forward pass has widened. */
    public GradientKernels gradientKernels() {
        return new VectorGradientKernels(nd4j);
    }

    /**
     * Kernels that keep nothing of the weights they meet, for models that come and go beside this
     * one.
     */
    public Kernels kernelsWithoutCopies() {
        return new VectorKernels(new BatchProduct(nd4jWithoutCopies), new VectorProduct());
    }

    /**
     * The tokenizer.
     *
     * @throws UnsupportedInputException when the model has none
     */
    public Tokenizer tokenizer() {
        return tokenizer.orElseThrow(() ->
                new UnsupportedInputException(
                        directory.path(),
                        "has no tokenizer.json, so text cannot be turned into tokens",
                        "add the model's tokenizer.json, or give token ids to 'run --ids'"));
    }

    /**
     * The chat template.
     *
     * @throws io.sparsescope.engine.format.BadInputException when the tokenizer carries none, or
     *     one that cannot be used
     */
    public ChatTemplate chatTemplate() {
        return ChatTemplate.read(directory.path())
                .orElseThrow(() ->
                        new UnsupportedInputException(
                                directory.path(),
                                "the tokenizer carries no chat template",
                                "generate without it"));
    }

    /** Frees weights and tokenizer. */
    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
        tokenizer.ifPresent(Tokenizer::close);
        nd4jWithoutCopies.close();
        nd4j.close();
        model.close();
    }
}
