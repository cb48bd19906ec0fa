package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * y = W S(x) for one position: of the weights only what belongs to active channels is read.
 *
 * <p>The rows of every tile, one for each active channel, are cut into pieces, which the members of
 * a team take. Where a tile has several pieces, each sums apart and the sums are added up; the cuts
 * do not depend on the team, and so neither does the result.
 */
public final class ChannelProduct extends SharedWork {
    /** Below this many products the other members would be woken for too little. */
    private static final long WORTH_SHARING = 32_768;

    /** Pieces, at least: enough for a member to take over from one that was put aside. */
    private static final int PIECES = 8;

    /** Of a small product, where putting together what was shared out takes a share of the time. */
    private static final int FEW_PIECES = 4;

    /** Below this many products it is small. */
    private static final long WORTH_MORE_PIECES = 1 << 20;

    private final ChannelMajorWeights weights;
    private final WorkTeam team;
    private final MemorySegment sums; // [piece of a tile, width]
    private final MemorySegment y;
    private final List<FloatMatrix> parts = new ArrayList<>();
    private final ActiveChannels[] active;
    private FloatMatrix x;

    // The present product: stretches of outputs in one tile with the same channels.
    private final int[] stretchTile;
    private final int[] stretchFrom;
    private final int[] stretchTo;
    private final int[] stretchPart;
    private int stretches;
    private int piecesOfStretch;

    /**
     * Creates the product of some weights.
     *
     * @param weights W^T
     * @param team who computes it
     * @param allocator owns the result and the sums of pieces
     */
    public ChannelProduct(ChannelMajorWeights weights, WorkTeam team, SegmentAllocator allocator) {
        this.weights = weights;
        this.team = team;
        long bytes = Math.max(1, weights.width()) * (long) Float.BYTES;
        this.sums = allocator.allocate(bytes * PIECES, 64);
        this.y = allocator.allocate(bytes, 64);
        this.active = new ActiveChannels[weights.partCount()];
        this.x = FloatMatrix.over(y, 1, 0);
        int most = weights.tileCount() + weights.partCount();
        this.stretchTile = new int[most];
        this.stretchFrom = new int[most];
        this.stretchTo = new int[most];
        this.stretchPart = new int[most];
        for (int part = 0; part < weights.partCount(); part++) {
            parts.add(
                    FloatMatrix.over(
                            y.asSlice((long) weights.partFrom(part) * Float.BYTES),
                            1,
                            weights.partSize(part)));
        }
    }

    /** Where the result of a part appears, [1, out]. */
    public FloatMatrix part(int part) {
        return parts.get(part);
    }

    /** The weights. */
    public ChannelMajorWeights weights() {
        return weights;
    }

    /** Says which channels of the input a part reads, from the next product on. */
    public void setActive(int part, ActiveChannels channels) {
        active[part] = channels;
    }

    /**
     * Computes all parts and counts what it read.
     *
     * @param input [1, in]
     * @return bytes of weights
     */
    public long multiply(FloatMatrix input) {
        x = input;
        cut();
        long total = 0;
        long bytes = 0;
        for (int stretch = 0; stretch < stretches; stretch++) {
            int outputs = stretchTo[stretch] - stretchFrom[stretch];
            int count = active[stretchPart[stretch]].count();
            total += (long) outputs * count;
            bytes += weights.rowBytes(outputs) * count;
        }
        if (total < WORTH_SHARING) {
            piecesOfStretch = 1;
            for (int stretch = 0; stretch < stretches; stretch++) {
                piece(stretch);
            }
        } else {
            int pieces = total < WORTH_MORE_PIECES ? FEW_PIECES : PIECES;
            piecesOfStretch = Math.ceilDiv(pieces, stretches);
            team.run(stretches * piecesOfStretch, this);
            addUp();
        }
        return bytes;
    }

    /** Cuts the outputs at the ends of tiles, and at those of parts with other channels. */
    private void cut() {
        stretches = 0;
        int part = 0;
        int tile = 0;
        int from = 0;
        while (from < weights.width()) {
            int end = part + 1;
            while (end < active.length && active[end] == active[part]) {
                end++;
            }
            int to = Math.min(weights.tileTo(tile), weights.partFrom(end));
            stretchTile[stretches] = tile;
            stretchFrom[stretches] = from;
            stretchTo[stretches] = to;
            stretchPart[stretches] = part;
            stretches++;
            from = to;
            part = to == weights.partFrom(end) ? end : part;
            tile = to == weights.tileTo(tile) ? tile + 1 : tile;
        }
    }

    @Override
    protected void piece(int index) {
        int stretch = index / piecesOfStretch;
        int piece = index % piecesOfStretch;
        ActiveChannels channels = active[stretchPart[stretch]];
        int from = stretchFrom[stretch];
        int to = stretchTo[stretch];
        MemorySegment target = piece == 0 ? y : sums;
        long start = (long) piece * weights.width();
        clear(target, start + from, to - from);
        ChannelKernels.add(
                weights,
                stretchTile[stretch],
                from,
                to,
                channels.channels(),
                rank(piece, channels.count()),
                rank(piece + 1, channels.count()),
                x.data(),
                target,
                start);
    }

    /** The rank among active channels at which a piece begins. */
    private int rank(int piece, int count) {
        int together = weights.element().together();
        return piece == piecesOfStretch
                ? count
                : (int) ((long) count * piece / piecesOfStretch) / together * together;
    }

    private void addUp() {
        for (int piece = 1; piece < piecesOfStretch; piece++) {
            long start = (long) piece * weights.width();
            for (int i = 0; i < weights.width(); i += Lanes.COUNT) {
                Lanes.store(Lanes.load(y, i).add(Lanes.load(sums, start + i)), y, i);
            }
        }
    }

    private static void clear(MemorySegment data, long from, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            Lanes.store(FloatVector.zero(Lanes.SPECIES), data, from + i);
        }
    }
}
