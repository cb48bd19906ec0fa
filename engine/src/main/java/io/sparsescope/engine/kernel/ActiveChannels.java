package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The input channels of one position that a product reads, ascending. Choosing them is a vectorised
 * compress and allocates nothing. What is not a number is always chosen, so that a fault stays
 * visible.
 */
public final class ActiveChannels {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final IntVector COUNTING = IntVector.zero(INTS).addIndex(1);

    private final int[] channels;
    private final float[] row;
    private final Selection.Scratch scratch;
    private int count;

    /** Room for {@code inSize} channels; none is chosen yet. */
    public ActiveChannels(int inSize) {
        // A vector is stored whole behind the last channel.
        this.channels = new int[inSize + INTS.length()];
        this.row = new float[inSize];
        this.scratch = new Selection.Scratch(inSize);
    }

    /** How many are chosen. */
    public int count() {
        return count;
    }

    /** One of them, by its rank from 0. */
    public int channel(int rank) {
        return channels[rank];
    }

    int[] channels() {
        return channels;
    }

    /** Chooses all channels. */
    public void all() {
        count = row.length;
        for (int channel = 0; channel < count; channel++) {
            channels[channel] = channel;
        }
    }

    /** Chooses the channels that {@link Kernels#keepAbove} keeps. */
    public void above(FloatMatrix x, float @Nullable [] columnWeight, float threshold) {
        int found = 0;
        int whole = Lanes.whole(row.length);
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            FloatVector score = Lanes.load(x.data(), i).abs();
            if (columnWeight != null) {
                score = score.mul(FloatVector.fromArray(Lanes.SPECIES, columnWeight, i));
            }
            found = choose(score.compare(VectorOperators.LE, threshold).not(), i, found);
        }
        for (int i = whole; i < row.length; i++) {
            float score = Math.abs(x.get(0, i));
            found =
                    choose(
                            columnWeight == null ? score : score * columnWeight[i],
                            threshold,
                            i,
                            found);
        }
        count = found;
    }

    /** Chooses the channels that {@link Kernels#keepOpen} keeps. */
    public void open(Activation activation, FloatMatrix pre, float threshold) {
        int found = 0;
        int whole = Lanes.whole(row.length);
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            FloatVector gate = VectorActivation.of(activation, Lanes.load(pre.data(), i)).abs();
            found = choose(gate.compare(VectorOperators.LE, threshold).not(), i, found);
        }
        for (int i = whole; i < row.length; i++) {
            float gate = (float) Math.abs(activation.apply(pre.get(0, i)));
            found = choose(gate, threshold, i, found);
        }
        count = found;
    }

    /** Chooses the channels that {@link Kernels#keepLargest} keeps. */
    public void largest(FloatMatrix x, int kept) {
        if (kept >= row.length) {
            all();
            return;
        }
        MemorySegment.copy(x.data(), ValueLayout.JAVA_FLOAT, 0, row, 0, row.length);
        int limit = Float.floatToRawIntBits(Selection.magnitudeOfRank(row, kept, scratch));
        int[] magnitudes = scratch.magnitudes();
        int above = 0;
        for (int magnitude : magnitudes) {
            above += magnitude > limit ? 1 : 0;
        }
        int equalLeft = kept - above;
        int found = 0;
        for (int channel = 0; channel < row.length; channel++) {
            int magnitude = magnitudes[channel];
            boolean equal = magnitude == limit && equalLeft > 0;
            equalLeft -= equal ? 1 : 0;
            channels[found] = channel;
            found += equal || magnitude > limit ? 1 : 0;
        }
        count = found;
    }

    private int choose(VectorMask<Float> chosen, int first, int found) {
        COUNTING.add(first).compress(chosen.cast(INTS)).intoArray(channels, found);
        return found + chosen.trueCount();
    }

    private int choose(float score, float threshold, int channel, int found) {
        channels[found] = channel;
        return score <= threshold ? found : found + 1;
    }
}
