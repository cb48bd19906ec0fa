package io.sparsescope.engine.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * How fast a team reads memory that no cache holds: what no product of one token can outrun. Its
 * members sum long stretches of a block from end to end.
 */
public final class MemoryBandwidth extends SharedWork implements AutoCloseable {
    private static final long BYTES = 1L << 29;
    private static final int STRETCHES = 32;

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
        long step = 4L * Lanes.COUNT;
        long stretch = BYTES / Float.BYTES / STRETCHES;
        long from = index * stretch;
        long to = from + stretch;
        FloatVector a = FloatVector.zero(Lanes.SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (long i = from; i < to; i += step) {
            a = a.add(Lanes.load(block, i));
            b = b.add(Lanes.load(block, i + Lanes.COUNT));
            c = c.add(Lanes.load(block, i + 2L * Lanes.COUNT));
            d = d.add(Lanes.load(block, i + 3L * Lanes.COUNT));
        }
        // Kept, so that the reading is not taken for useless.
        a.add(b).add(c.add(d)).intoArray(sums, index * Lanes.COUNT);
    }

    @Override
    public void close() {
        arena.close();
    }
}
