package io.sparsescope.engine.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * How fast a team reads memory that no cache holds: what no product of one token can outrun. Its
 * members sum long stretches of a block, each at four places at the same time.
 */
public final class MemoryBandwidth extends SharedWork implements AutoCloseable {
    private static final long BYTES = 1L << 29;
    private static final int STRETCHES = 32;

    /** Places of a stretch that are read at the same time: one alone is half as fast. */
    private static final long STREAMS = 4;

    private final WorkTeam team;
    private final Arena arena;
    private final MemorySegment block;
    private final float[] sums;

    /** Reserves a block of memory. */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    public MemoryBandwidth(WorkTeam team) {
        this.team = team;
        this.arena = Arena.ofShared();
        this.block = LargePages.allocator(arena).allocate(BYTES, 64);
        block.fill((byte) 1);
        this.sums = new float[STRETCHES * Lanes.COUNT];
    }

    /** Reads the block once, in bytes per second. */
    public double measure() {
        long start = System.nanoTime();
        team.run(STRETCHES, this);
        return BYTES / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    protected void piece(int index) {
        long quarter = BYTES / Float.BYTES / STRETCHES / STREAMS;
        long from = index * STREAMS * quarter;
        long to = from + quarter;
        FloatVector a = FloatVector.zero(Lanes.SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (long i = from; i < to; i += Lanes.COUNT) {
            a = a.add(Lanes.load(block, i));
            b = b.add(Lanes.load(block, i + quarter));
            c = c.add(Lanes.load(block, i + 2 * quarter));
            d = d.add(Lanes.load(block, i + 3 * quarter));
        }
        // Kept, so that the reading is not taken for useless.
        a.add(b).add(c.add(d)).intoArray(sums, index * Lanes.COUNT);
    }

    @Override
    public void close() {
        arena.close();
    }
}
