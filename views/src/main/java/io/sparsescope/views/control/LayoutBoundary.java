package io.sparsescope.views.control;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/**
 * Gives its content all the room that it gets, and keeps changes inside from asking everything
 * outside to be laid out anew.
 *
 * <p>For a part of the window whose size is settled by what is around it, such as a pane of a split
 * pane: a number that changes in it with every step of the slider then costs the layout of that
 * part alone. A content that wants to grow does not push its surroundings.
 */
public final class LayoutBoundary extends Region {
    private final Region content;

    /** A boundary around {@code content}. */
    public LayoutBoundary(Region content) {
        this.content = content;
        content.setManaged(false); // the root of a layout of its own
        getChildren().add(content);
    }

    @Override
    public Orientation getContentBias() {
        return content.getContentBias();
    }

    @Override
    protected double computeMinWidth(double height) {
        return content.minWidth(height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return content.minHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return content.prefWidth(height);
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.prefHeight(width);
    }

    @Override
    protected double computeMaxWidth(double height) {
        return Double.MAX_VALUE;
    }

    @Override
    protected double computeMaxHeight(double width) {
        return Double.MAX_VALUE;
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
