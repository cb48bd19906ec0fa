package io.sparsescope.views.chart;

import io.sparsescope.engine.tokenizer.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/**
 * A prompt as token chips that wrap like text.
 *
 * <p>A click or an arrow key selects one position; with shift the range is extended from the
 * position selected first. All methods belong to the JavaFX thread.
 */
public final class TokenStrip extends Region {
    private static final int NONE = -1;

    private final IntegerProperty selectedPosition =
            new SimpleIntegerProperty(this, "selectedPosition", NONE);
    private final ReadOnlyIntegerWrapper selectionStart =
            new ReadOnlyIntegerWrapper(this, "selectionStart", NONE);
    private final ReadOnlyIntegerWrapper selectionEnd =
            new ReadOnlyIntegerWrapper(this, "selectionEnd", NONE);
    private final FlowPane flow = new FlowPane(Orientation.HORIZONTAL, 1, 4);
    private final List<TokenChip> chips = new ArrayList<>();
    private @Nullable IntFunction<@Nullable Color> tint;
    private boolean extending;
    private int anchor = NONE;

    /** An empty strip. */
    public TokenStrip() {
        getStyleClass().add("token-strip");
        flow.getStyleClass().add("token-flow");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        setAccessibleText("Prompt tokens");
        getChildren().add(flow);
        selectedPosition.subscribe(position -> selectionMoved(position.intValue()));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressKey);
    }

    /** Shows {@code tokens}; a selection past their end is dropped. */
    public void show(TokenSequence tokens) {
        chips.clear();
        for (int position = 0; position < tokens.length(); position++) {
            chips.add(new TokenChip(position, tokens.tokens().get(position)));
        }
        flow.getChildren().setAll(chips);
        applyTint();
        boolean lost = Math.max(selectedPosition.get(), selectionEnd.get()) >= chips.size();
        if (lost) {
            select(NONE);
        } else {
            markRange();
        }
    }

    /** Colours the chip of each position; a null function or colour leaves it plain. */
    public void setTint(@Nullable IntFunction<@Nullable Color> newTint) {
        tint = newTint;
        applyTint();
    }

    /** The position last chosen; -1 when there is none. Setting it selects this position alone. */
    public IntegerProperty selectedPositionProperty() {
        return selectedPosition;
    }

    /** Where the position last chosen is drawn; null when there is none. */
    public @Nullable Bounds selectedBounds() {
        int position = selectedPosition.get();
        return position < 0 || position >= chips.size()
                ? null
                : chips.get(position).getBoundsInParent();
    }

    /** First selected position; -1 when there is none. */
    public ReadOnlyIntegerProperty selectionStartProperty() {
        return selectionStart.getReadOnlyProperty();
    }

    /** Last selected position, inclusive; -1 when there is none. */
    public ReadOnlyIntegerProperty selectionEndProperty() {
        return selectionEnd.getReadOnlyProperty();
    }

    @Override
    public String getUserAgentStylesheet() {
        return ChartTheme.styleSheet();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 320;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double inner = width < 0 ? prefWidth(-1) : width;
        return flow.prefHeight(inner - snappedLeftInset() - snappedRightInset())
                + snappedTopInset()
                + snappedBottomInset();
    }

    @Override
    protected void layoutChildren() {
        flow.resizeRelocate(
                snappedLeftInset(),
                snappedTopInset(),
                getWidth() - snappedLeftInset() - snappedRightInset(),
                getHeight() - snappedTopInset() - snappedBottomInset());
    }

    private void press(MouseEvent event) {
        requestFocus();
        TokenChip chip = chipOf(event);
        if (chip != null && event.getButton() == MouseButton.PRIMARY) {
            if (event.isShiftDown()) {
                extendTo(chip.position());
            } else {
                select(chip.position());
            }
            event.consume();
        }
    }

    private static @Nullable TokenChip chipOf(MouseEvent event) {
        Node node = event.getPickResult().getIntersectedNode();
        while (node != null && !(node instanceof TokenChip)) {
            node = node.getParent();
        }
        return (TokenChip) node;
    }

    private void pressKey(KeyEvent event) {
        if (chips.isEmpty() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        int from = selectedPosition.get();
        int to =
                switch (event.getCode()) {
                    case LEFT -> from - 1;
                    case RIGHT -> from + 1;
                    case UP -> inNextLine(from, -1);
                    case DOWN -> inNextLine(from, 1);
                    case HOME -> 0;
                    case END -> chips.size() - 1;
                    case ENTER, SPACE -> Math.max(from, 0);
                    case ESCAPE -> NONE;
                    default -> Integer.MIN_VALUE;
                };
        if (to == Integer.MIN_VALUE || (to == NONE && from == NONE)) {
            return;
        }
        boolean releases = to == NONE && from != 0;
        int target = releases ? NONE : Math.clamp(to, 0, chips.size() - 1);
        if (event.isShiftDown() && !releases) {
            extendTo(target);
        } else {
            select(target);
        }
        event.consume();
    }

    /** The nearest chip in the line above or below; the same chip where there is none. */
    private int inNextLine(int from, int direction) {
        if (from < 0) {
            return 0;
        }
        TokenChip start = chips.get(from);
        double middle = start.getLayoutX() + start.getWidth() / 2;
        double line = Double.NaN;
        int nearest = from;
        double nearestDistance = Double.MAX_VALUE;
        for (int at = from + direction; at >= 0 && at < chips.size(); at += direction) {
            TokenChip chip = chips.get(at);
            if (chip.getLayoutY() == start.getLayoutY()) {
                continue;
            }
            if (!Double.isNaN(line) && chip.getLayoutY() != line) {
                break;
            }
            line = chip.getLayoutY();
            double distance = Math.abs(chip.getLayoutX() + chip.getWidth() / 2 - middle);
            if (distance < nearestDistance) {
                nearest = at;
                nearestDistance = distance;
            }
        }
        return nearest;
    }

    private void select(int position) {
        anchor = position;
        if (selectedPosition.get() == position) {
            setRange(position, position);
        } else {
            selectedPosition.set(position);
        }
    }

    private void extendTo(int position) {
        if (anchor == NONE) {
            anchor = position;
        }
        extending = true;
        selectedPosition.set(position);
        extending = false;
        setRange(Math.min(anchor, position), Math.max(anchor, position));
    }

    private void selectionMoved(int position) {
        if (!extending) {
            anchor = position;
            setRange(position, position);
        }
    }

    private void setRange(int start, int end) {
        selectionStart.set(start);
        selectionEnd.set(end);
        markRange();
    }

    private void markRange() {
        int start = selectionStart.get();
        int end = selectionEnd.get();
        for (TokenChip chip : chips) {
            chip.setSelected(start != NONE && chip.position() >= start && chip.position() <= end);
        }
        boolean one = start != NONE && start == end && start < chips.size();
        setAccessibleText(one ? chips.get(start).getAccessibleText() : "Prompt tokens");
    }

    private void applyTint() {
        IntFunction<@Nullable Color> colors = tint;
        for (TokenChip chip : chips) {
            chip.setTint(colors == null ? null : colors.apply(chip.position()));
        }
    }
}
