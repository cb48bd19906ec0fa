package io.sparsescope.engine.decode;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.kernel.ChannelMajorWeights;
import io.sparsescope.engine.kernel.WeightStorage;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Copies a model's weights into the order in which decoding reads them, on all cores and a few
 * tiles at a time, so that it can be cancelled and lets urgent work in.
 */
public final class DecoderLoading implements SteppedWork {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ForwardPass pass;
    private final int threads;
    private final DecodingWeights weights;
    private final List<Tile> tiles = new ArrayList<>();
    private @Nullable Arena arena; // the decoder's, once there is one
    private int filled;

    private record Tile(ChannelMajorWeights weights, int number) {}

    /**
     * Reserves the memory.
     *
     * @param pass the model and its rules; must outlive the decoder
     * @param storage how weights are kept
     * @param threads that will decode
     * @throws io.sparsescope.engine.format.UnsupportedInputException when the weights are more than
     *     the memory that is free
     */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena, or the decoder does
    public DecoderLoading(ForwardPass pass, WeightStorage storage, int threads) {
        this(pass, storage, threads, FreeMemory.bytes());
    }

    /** With another number of free bytes. */
    @SuppressWarnings("MustBeClosedChecker")
    DecoderLoading(ForwardPass pass, WeightStorage storage, int threads, long freeBytes) {
        this.pass = pass;
        this.threads = threads;
        FreeMemory.require(
                pass.model().summary().directory(),
                DecodingWeights.byteSize(pass.model(), storage),
                freeBytes);
        this.arena = Arena.ofShared();
        this.weights = DecodingWeights.reserve(pass.model(), storage, arena);
        for (ChannelMajorWeights each : weights.all()) {
            for (int number = 0; number < each.tileCount(); number++) {
                tiles.add(new Tile(each, number));
            }
        }
    }

    @Override
    public boolean step(CancelToken cancel) {
        int together = 2 * Runtime.getRuntime().availableProcessors();
        long end = System.nanoTime() + STEP_NANOS;
        do {
            cancel.throwIfCancelled();
            int last = Math.min(tiles.size(), filled + together);
            tiles.subList(filled, last).parallelStream()
                    .forEach(tile -> tile.weights.fill(tile.number));
            filled = last;
        } while (filled < tiles.size() && System.nanoTime() < end);
        return filled < tiles.size();
    }

    /**
     * The decoder, which owns the weights from now on.
     *
     * @throws IllegalStateException before the last step, or when it was taken already
     */
    public Decoder result() {
        Arena owned = arena;
        if (owned == null || filled < tiles.size()) {
            throw new IllegalStateException("there is no decoder to take");
        }
        arena = null;
        return new Decoder(pass, weights, threads, owned);
    }

    @Override
    public String description() {
        return "Arranging weights for decoding";
    }

    @Override
    public double progress() {
        return (double) filled / tiles.size();
    }

    @Override
    public void close() {
        if (arena != null) {
            arena.close();
            arena = null;
        }
    }
}
