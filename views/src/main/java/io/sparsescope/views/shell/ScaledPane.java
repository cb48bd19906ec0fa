package io.sparsescope.views.shell;

import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/** Lays its content out in a smaller or larger room and draws it as large as its own. */
final class ScaledPane extends Region {
    private final Region content;
    private final ReadOnlyDoubleProperty factor;

    /** The factor lives as long as the program, windows of single views do not. */
    private final InvalidationListener rescaled = _ -> requestLayout();

    ScaledPane(Region content, ReadOnlyDoubleProperty factor) {
        this.content = content;
        this.factor = factor;
        var scale = new Scale();
        scale.xProperty().bind(factor);
        scale.yProperty().bind(factor);
        content.getTransforms().add(scale);
        factor.addListener(new WeakInvalidationListener(rescaled));
        getChildren().add(content);
    }

    @Override
    protected void layoutChildren() {
        double size = factor.get();
        content.resizeRelocate(0, 0, getWidth() / size, getHeight() / size);
    }

    @Override
    protected double computeMinWidth(double height) {
        return content.minWidth(-1) * factor.get();
    }

    @Override
    protected double computeMinHeight(double width) {
        return content.minHeight(-1) * factor.get();
    }

    @Override
    protected double computePrefWidth(double height) {
        return content.prefWidth(-1) * factor.get();
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.prefHeight(-1) * factor.get();
    }

    /** What is scaled. */
    Node content() {
        return content;
    }
}
