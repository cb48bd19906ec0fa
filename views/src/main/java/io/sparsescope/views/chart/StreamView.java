package io.sparsescope.views.chart;

import io.sparsescope.engine.tokenizer.Token;
import io.sparsescope.views.control.LiveScrollPane;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/**
 * Generated tokens as running text, marked where they leave another stream.
 *
 * <p>A stream that grows only appends: tokens shown before keep their nodes. All methods belong to
 * the JavaFX thread.
 */
public final class StreamView extends Region {
    private static final String DIVERGED = "diverged";

    private final TextFlow flow = new TextFlow();
    private final ScrollPane scroll = new LiveScrollPane(flow);
    private final Text marker = new Text("\u2009\u25b8\u2009");
    private final List<Token> shown = new ArrayList<>();
    private final List<Text> words = new ArrayList<>();
    private int divergence = Integer.MAX_VALUE;

    /** An empty stream. */
    public StreamView() {
        getStyleClass().add("stream-view");
        marker.getStyleClass().add("divergence-marker");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        setAccessibleRole(AccessibleRole.TEXT);
        scroll.setFocusTraversable(true); // so that keys can scroll it
        scroll.accessibleTextProperty().bind(accessibleTextProperty());
        getChildren().add(scroll);
    }

    /**
     * Shows {@code tokens}; the end stays in view while the reader has not scrolled away from it.
     *
     * @param firstDivergence index of the first token that differs; the number of tokens or more
     *     when none does
     */
    public void show(List<Token> tokens, int firstDivergence) {
        boolean atEnd = scroll.getVvalue() >= scroll.getVmax() - 1e-3 || shown.isEmpty();
        if (!continues(tokens)) {
            clearText();
        }
        for (Token token : tokens.subList(shown.size(), tokens.size())) {
            append(token);
        }
        diverge(firstDivergence < tokens.size() ? firstDivergence : Integer.MAX_VALUE);
        var text = new StringBuilder();
        shown.forEach(token -> text.append(token.text()));
        setAccessibleText(text.toString());
        if (atEnd) {
            scroll.layout();
            scroll.setVvalue(scroll.getVmax());
        }
    }

    /** Shows nothing. */
    public void clear() {
        show(List.of(), 0);
    }

    @Override
    public String getUserAgentStylesheet() {
        return ChartTheme.styleSheet();
    }

    @Override
    protected void layoutChildren() {
        scroll.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    @Override
    protected double computePrefWidth(double height) {
        return 320;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 160;
    }

    List<Node> nodes() {
        return flow.getChildren();
    }

    private boolean continues(List<Token> tokens) {
        return tokens.size() >= shown.size() && tokens.subList(0, shown.size()).equals(shown);
    }

    private void clearText() {
        shown.clear();
        words.clear();
        flow.getChildren().clear();
        divergence = Integer.MAX_VALUE;
    }

    private void append(Token token) {
        var word = new Text(token.text());
        word.getStyleClass().add("stream-token");
        if (shown.size() >= divergence) {
            word.getStyleClass().add(DIVERGED);
        }
        shown.add(token);
        words.add(word);
        flow.getChildren().add(word);
    }

    private void diverge(int first) {
        if (first == divergence) {
            return;
        }
        divergence = first;
        flow.getChildren().remove(marker);
        for (int index = 0; index < words.size(); index++) {
            words.get(index).getStyleClass().remove(DIVERGED);
            words.get(index).setUnderline(index == first);
            if (index >= first) {
                words.get(index).getStyleClass().add(DIVERGED);
            }
        }
        if (first < words.size()) {
            flow.getChildren().add(first, marker);
        }
    }
}
