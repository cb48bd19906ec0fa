package io.sparsescope.views.chart;

import java.util.Arrays;

/** A permutation of columns: which index stands at each display place, and the way back. */
final class ColumnOrder {
    private final int[] indexAtPlace;
    private final int[] placeOfIndex;

    /**
     * @param indexAtPlace [place] a permutation of 0 .. length - 1
     * @throws IllegalArgumentException when it is none
     */
    ColumnOrder(int[] indexAtPlace) {
        this.indexAtPlace = indexAtPlace.clone();
        placeOfIndex = new int[indexAtPlace.length];
        Arrays.fill(placeOfIndex, -1);
        for (int place = 0; place < indexAtPlace.length; place++) {
            int index = indexAtPlace[place];
            if (index < 0 || index >= indexAtPlace.length || placeOfIndex[index] >= 0) {
                throw new IllegalArgumentException(
                        "a column order names every column once; column "
                                + index
                                + " at place "
                                + place
                                + " of "
                                + indexAtPlace.length);
            }
            placeOfIndex[index] = place;
        }
    }

    static ColumnOrder byIndex(int columnCount) {
        int[] order = new int[columnCount];
        Arrays.setAll(order, place -> place);
        return new ColumnOrder(order);
    }

    int columnCount() {
        return indexAtPlace.length;
    }

    int indexAt(int place) {
        return indexAtPlace[place];
    }

    int placeOf(int index) {
        return placeOfIndex[index];
    }
}
