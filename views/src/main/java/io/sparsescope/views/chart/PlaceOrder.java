package io.sparsescope.views.chart;

import java.util.Arrays;

/** A permutation of rows or columns: which index stands at each display place, and the way back. */
public final class PlaceOrder {
    private final int[] indexAtPlace;
    private final int[] placeOfIndex;

    /**
     * @param indexAtPlace [place] a permutation of 0 .. length - 1
     * @throws IllegalArgumentException when it is none
     */
    public PlaceOrder(int[] indexAtPlace) {
        this.indexAtPlace = indexAtPlace.clone();
        placeOfIndex = new int[indexAtPlace.length];
        Arrays.fill(placeOfIndex, -1);
        for (int place = 0; place < indexAtPlace.length; place++) {
            int index = indexAtPlace[place];
            if (index < 0 || index >= indexAtPlace.length || placeOfIndex[index] >= 0) {
                throw new IllegalArgumentException(
                        "an order names every index once; index "
                                + index
                                + " at place "
                                + place
                                + " of "
                                + indexAtPlace.length);
            }
            placeOfIndex[index] = place;
        }
    }

    /** The order of the indices themselves. */
    public static PlaceOrder byIndex(int size) {
        int[] order = new int[size];
        Arrays.setAll(order, place -> place);
        return new PlaceOrder(order);
    }

    /** Whether every index stands at its own place. */
    boolean isByIndex() {
        return Arrays.equals(indexAtPlace, byIndex(size()).indexAtPlace);
    }

    /** How many places there are. */
    public int size() {
        return indexAtPlace.length;
    }

    /** What stands at a place. */
    public int indexAt(int place) {
        return indexAtPlace[place];
    }

    /** Where an index stands. */
    public int placeOf(int index) {
        return placeOfIndex[index];
    }
}
