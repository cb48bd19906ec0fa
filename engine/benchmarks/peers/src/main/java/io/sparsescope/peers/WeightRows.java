package io.sparsescope.peers;

import io.sparsescope.engine.kernel.WeightMatrix;

/** Rows of matrices as floats, exactly. */
final class WeightRows {
    private WeightRows() {}

    static void read(WeightMatrix weight, int row, float[] values) {
        for (int column = 0; column < values.length; column++) {
            values[column] = weight.at(row, column);
        }
    }
}
