package io.sparsescope.engine.observation;

import io.sparsescope.engine.sparsity.ProjectionSite;

/**
 * The input of one projection in the dense and the sparse run of the same prompt, and which entries
 * the sparse run kept.
 *
 * <p>The arrays are shared with whoever holds the record: treat them as read-only.
 *
 * @param site whose input this is
 * @param positionCount rows
 * @param channelCount columns
 * @param dense [position, channel] input in the dense run
 * @param sparse [position, channel] input in the sparse run, before its mask; the same array as
 *     {@code dense} in a preview
 * @param kept [position, channel] true where the sparse run kept the entry
 * @param score [position, channel] what the rule compares with its threshold in the sparse run:
 *     |x|, |x| times a column norm, or |act(gate)|
 * @param threshold [position] score at or below which an entry is dropped; negative where the
 *     position is dense
 */
public record ActivationSlice(
        ProjectionSite site,
        int positionCount,
        int channelCount,
        float[] dense,
        float[] sparse,
        boolean[] kept,
        float[] score,
        float[] threshold) {

    public ActivationSlice {
        int cells = Math.multiplyExact(positionCount, channelCount);
        if (dense.length != cells
                || sparse.length != cells
                || kept.length != cells
                || score.length != cells
                || threshold.length != positionCount) {
            throw new IllegalArgumentException(
                    "arrays do not fit [" + positionCount + ", " + channelCount + "] at " + site);
        }
    }

    /** Index of a cell in the arrays [position, channel]. */
    public int index(int position, int channel) {
        return position * channelCount + channel;
    }

    /** What the projection multiplied in the sparse run: the kept value, or 0. */
    public float masked(int position, int channel) {
        int cell = index(position, channel);
        return kept[cell] ? sparse[cell] : 0;
    }

    /** Score of a cell of the sparse run, to be compared with {@link #threshold()}. */
    public float score(int position, int channel) {
        return score[index(position, channel)];
    }

    /** Share of entries dropped, in [0, 1]. */
    public double droppedShare() {
        int dropped = 0;
        for (boolean keep : kept) {
            dropped += keep ? 0 : 1;
        }
        return kept.length == 0 ? 0 : (double) dropped / kept.length;
    }
}
