package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * y = W S(x) for one position: of the weights only what belongs to active channels is read.
 *
 * <p>The work of a product is the rows of its tiles, one for each active channel, one tile after
 * the other. Every member of the team takes an equal and unbroken share, which for dense inputs is
 * the same memory at every token. Where a tile has several members, each sums apart and the sums
 * are added up.
 */
public final class ChannelProduct implements WorkTeam.Work {
    /** Below this many products the other members would be woken for too little. */
    private static final long WORTH_SHARING = 32_768;

    private final ChannelMajorWeights weights;
    private final WorkTeam team;
    private final MemorySegment sums; // [member, width]
    private final MemorySegment y;
    private final List<FloatMatrix> parts = new ArrayList<>();
    private final ActiveChannels[] active;
    private FloatMatrix x;
    private boolean shared;
    private int members;
    private long total;

    /**
     * Creates the product of some weights.
     *
     * @param weights W^T
     * @param team who computes it
     * @param allocator owns the result and the sums of the members
     */
    public ChannelProduct(ChannelMajorWeights weights, WorkTeam team, SegmentAllocator allocator) {
        this.weights = weights;
        this.team = team;
        long bytes = Math.max(1, weights.width()) * (long) Float.BYTES;
        this.sums = allocator.allocate(bytes * team.size(), 64);
        this.y = allocator.allocate(bytes, 64);
        this.active = new ActiveChannels[weights.partCount()];
        this.x = FloatMatrix.over(y, 1, 0);
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
        shared = true;
        for (int part = 1; part < active.length; part++) {
            shared &= active[part] == active[0];
        }
        total = 0;
        long bytes = 0;
        for (int job = 0; job < jobs(); job++) {
            int width = jobTo(job) - jobFrom(job);
            total += (long) width * active[job].count();
            bytes += weights.rowBytes(width) * active[job].count();
        }
        members = total < WORTH_SHARING ? 1 : team.size();
        if (members == 1) {
            run(0);
        } else {
            team.run(this);
            addUp();
        }
        return bytes;
    }

    /** Parts with the same channels are one piece of work. */
    private int jobs() {
        return shared ? 1 : active.length;
    }

    private int jobFrom(int job) {
        return weights.partFrom(job);
    }

    private int jobTo(int job) {
        return shared ? weights.width() : weights.partFrom(job + 1);
    }

    @Override
    public void run(int member) {
        long done = 0;
        for (int job = 0; job < jobs(); job++) {
            int count = active[job].count();
            for (int tile = 0; tile < weights.tileCount(); tile++) {
                int from = Math.max(weights.tileFrom(tile), jobFrom(job));
                int to = Math.min(weights.tileTo(tile), jobTo(job));
                if (from < to) {
                    int first = rank(member, done, to - from, count);
                    int last = rank(member + 1, done, to - from, count);
                    if (first < last || members == 1) {
                        add(member, tile, from, to, job, first, last);
                    }
                    done += (long) (to - from) * count;
                }
            }
        }
    }

    private void add(int member, int tile, int from, int to, int job, int first, int last) {
        boolean whole = last - first == active[job].count();
        MemorySegment target = whole ? y : sums;
        long start = whole ? 0 : (long) member * weights.width();
        clear(target, start + from, to - from);
        ChannelKernels.add(
                weights,
                tile,
                from,
                to,
                active[job].channels(),
                first,
                last,
                x.data(),
                target,
                start);
    }

    /**
     * The rank among a tile's active channels at which a member's share begins. Shares begin at
     * multiples of four, as many as the kernel adds at once.
     *
     * @param done products before this tile
     */
    private int rank(int member, long done, int width, int count) {
        long share = total * member / members - done;
        if (share <= 0) {
            return 0;
        }
        if (share >= (long) width * count) {
            return count;
        }
        return (int) (share / width) & ~3;
    }

    private void addUp() {
        long done = 0;
        for (int job = 0; job < jobs(); job++) {
            int count = active[job].count();
            for (int tile = 0; tile < weights.tileCount(); tile++) {
                int from = Math.max(weights.tileFrom(tile), jobFrom(job));
                int to = Math.min(weights.tileTo(tile), jobTo(job));
                if (from < to) {
                    addUp(from, to, done, count);
                    done += (long) (to - from) * count;
                }
            }
        }
    }

    private void addUp(int from, int to, long done, int count) {
        boolean begun = false;
        for (int member = 0; member < members; member++) {
            int share =
                    rank(member + 1, done, to - from, count) - rank(member, done, to - from, count);
            if (share == count && count > 0) {
                return; // it wrote to the result
            }
            if (share > 0) {
                addUp(from, to, (long) member * weights.width(), begun);
                begun = true;
            }
        }
        if (!begun) {
            clear(y, from, to - from);
        }
    }

    private static void clear(MemorySegment data, long from, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            Lanes.store(FloatVector.zero(Lanes.SPECIES), data, from + i);
        }
    }

    private void addUp(int from, int to, long start, boolean begun) {
        for (int i = from; i < to; i += Lanes.COUNT) {
            FloatVector sum = Lanes.load(sums, start + i);
            Lanes.store(begun ? sum.add(Lanes.load(y, i)) : sum, y, i);
        }
    }
}
