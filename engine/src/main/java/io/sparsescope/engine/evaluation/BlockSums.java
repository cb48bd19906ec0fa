package io.sparsescope.engine.evaluation;

import java.util.Arrays;

/**
 * A figure's sums over blocks of consecutive windows, from which its mean, the mean's standard
 * error and a bootstrap follow.
 *
 * <p>Positions of one window depend on each other, so that windows and not positions are the
 * observations. A block is one window until there are {@link #LIMIT} of them; then neighbours are
 * joined, so that memory does not grow with the text. Runs over the same windows have the same
 * blocks. With S_b and n_b the sum and the count of block b of B,
 *
 * <pre>
 * mean = sum S_b / sum n_b        se^2 = B / (B - 1) sum (S_b - mean n_b)^2 / (sum n_b)^2
 * </pre>
 *
 * <p>which is the linearised variance of a ratio with clusters (Cochran, Sampling Techniques,
 * section 9A.1, without the finite population correction).
 */
public final class BlockSums {
    /** Blocks at most. */
    public static final int LIMIT = 2048;

    private double[] sums = new double[64];
    private long[] counts = new long[64];
    private int blocks;
    private int windowsOfBlock = 1;
    private int windowsOfLast;

    /** Sums of nothing yet. */
    public BlockSums() {}

    /**
     * Blocks as they were kept.
     *
     * @param sums [block]
     * @param counts [block] what the sums are over
     * @throws IllegalArgumentException when there are not as many of both
     */
    public static BlockSums of(double[] sums, long[] counts) {
        if (sums.length != counts.length || sums.length > LIMIT) {
            throw new IllegalArgumentException(
                    sums.length + " sums and " + counts.length + " counts are no blocks");
        }
        BlockSums blocks = new BlockSums();
        blocks.sums = sums.clone();
        blocks.counts = counts.clone();
        blocks.blocks = sums.length;
        blocks.windowsOfLast = 1;
        return blocks;
    }

    /**
     * Adds a window.
     *
     * @param sum over its terms
     * @param count how many terms
     */
    public void add(double sum, long count) {
        if (blocks == 0 || windowsOfLast == windowsOfBlock) {
            if (blocks == LIMIT) {
                joinNeighbours();
            }
            if (blocks == sums.length) {
                sums = Arrays.copyOf(sums, 2 * blocks);
                counts = Arrays.copyOf(counts, 2 * blocks);
            }
            sums[blocks] = 0;
            counts[blocks] = 0;
            blocks++;
            windowsOfLast = 0;
        }
        sums[blocks - 1] += sum;
        counts[blocks - 1] += count;
        windowsOfLast++;
    }

    private void joinNeighbours() {
        for (int block = 0; block < blocks / 2; block++) {
            sums[block] = sums[2 * block] + sums[2 * block + 1];
            counts[block] = counts[2 * block] + counts[2 * block + 1];
        }
        blocks /= 2;
        windowsOfBlock *= 2;
        windowsOfLast = windowsOfBlock;
    }

    /** [block] sums. */
    public double[] sums() {
        return Arrays.copyOf(sums, blocks);
    }

    /** [block] counts. */
    public long[] counts() {
        return Arrays.copyOf(counts, blocks);
    }

    /** Terms of all blocks. */
    public long count() {
        return Arrays.stream(counts, 0, blocks).sum();
    }

    /** The mean over all terms; NaN of nothing. */
    public Estimate mean() {
        long count = count();
        double mean = Arrays.stream(sums, 0, blocks).sum() / count;
        double squares = 0;
        for (int block = 0; block < blocks; block++) {
            double apart = sums[block] - mean * counts[block];
            squares += apart * apart;
        }
        double error = blocks < 2 ? Double.NaN : Math.sqrt(squares * blocks / (blocks - 1)) / count;
        return new Estimate(mean, error);
    }

    /**
     * Block by block, these sums less those of another run over the same windows.
     *
     * @throws IllegalArgumentException when the windows are not the same
     */
    public BlockSums minus(BlockSums other) {
        requireSameBlocks(other);
        double[] differences = new double[blocks];
        Arrays.setAll(differences, block -> sums[block] - other.sums[block]);
        return of(differences, counts());
    }

    /** Checks that another run has the same blocks. */
    void requireSameBlocks(BlockSums other) {
        if (!Arrays.equals(counts(), other.counts())) {
            throw new IllegalArgumentException("the runs were not over the same windows");
        }
    }
}
