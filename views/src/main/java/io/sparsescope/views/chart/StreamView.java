package io.sparsescope.views.chart;

import io.sparsescope.engine.tokenizer.Token;

import javafx.scene.layout.Region;

import java.util.List;

/** Generated tokens as running text, marked where they leave another stream. */
public final class StreamView extends Region {
    /**
     * Shows {@code tokens}; tokens that were shown before stay as they are.
     *
     * @param firstDivergence index of the first token that differs; the number of tokens or more
     *     when none does
     */
    public void show(List<Token> tokens, int firstDivergence) {}
}
