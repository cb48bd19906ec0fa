package io.sparsescope.views.chart;

import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/** Horizontal bar of a colour scale with its title and the values at its ends and middle. */
public final class ColorLegend extends Region {
    private static final double BAR_HEIGHT = 10;
    private static final double GAP = 4;
    private static final int STEPS = 48;

    private final Text title = text("legend-title");
    private final Text low = text("legend-label");
    private final Text middle = text("legend-label");
    private final Text high = text("legend-label");
    private final Rectangle bar = new Rectangle();

    /** An empty legend. */
    public ColorLegend() {
        getStyleClass().add("color-legend");
        setAccessibleRole(AccessibleRole.TEXT);
        bar.setManaged(false);
        bar.setHeight(BAR_HEIGHT);
        bar.setArcWidth(4);
        bar.setArcHeight(4);
        getChildren().addAll(title, bar, low, middle, high);
    }

    /** Shows {@code scale} from {@code lowValue} to {@code highValue} under {@code titleText}. */
    public void show(ColorScale scale, double lowValue, double highValue, String titleText) {
        Stop[] stops = new Stop[STEPS + 1];
        for (int step = 0; step <= STEPS; step++) {
            double share = (double) step / STEPS;
            double value = lowValue + (highValue - lowValue) * share;
            stops[step] = new Stop(share, scale.color(value, lowValue, highValue));
        }
        bar.setFill(new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, stops));
        title.setText(titleText);
        low.setText(number(lowValue));
        middle.setText(number((lowValue + highValue) / 2));
        high.setText(number(highValue));
        describe("");
    }

    /**
     * Shows {@code scale} from 0 to {@code highValue} for a part of what is drawn.
     *
     * @param unit written after the high end
     * @param part which part, in words that take the place of the middle value
     */
    void showPart(ColorScale scale, double highValue, String titleText, String unit, String part) {
        show(scale, 0, highValue, titleText);
        high.setText(number(highValue) + unit);
        middle.setText(part);
        describe(", in the " + part);
    }

    /** Shows {@code scale} for what is one of two things, the lower of them first. */
    public void showTwo(ColorScale scale, String lower, String higher, String titleText) {
        show(scale, 0, 1, titleText);
        low.setText(lower);
        middle.setText("");
        high.setText(higher);
        describe("");
    }

    private void describe(String part) {
        String ends = ", colours from " + low.getText() + " to " + high.getText();
        setAccessibleText(title.getText() + part + ends);
        requestLayout();
    }

    /** A value in three significant digits, without digits that say nothing. */
    static String number(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        double magnitude = Math.abs(value);
        if (magnitude < 1e-3 || magnitude >= 1e5) {
            return String.format(Locale.ROOT, "%.1e", value).replace('-', '\u2212');
        }
        int decimals = Math.clamp(2 - (long) Math.floor(Math.log10(magnitude)), 0, 5);
        String digits = String.format(Locale.ROOT, "%." + decimals + "f", value);
        String trimmed = digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits;
        return trimmed.replace('-', '\u2212');
    }

    @Override
    public String getUserAgentStylesheet() {
        return ChartTheme.styleSheet();
    }

    @Override
    protected double computePrefWidth(double height) {
        return 220;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 120;
    }

    @Override
    protected double computePrefHeight(double width) {
        double lines = title.getLayoutBounds().getHeight() + low.getLayoutBounds().getHeight();
        return Math.ceil(lines + BAR_HEIGHT + 2 * GAP);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double barTop = Math.round(title.getLayoutBounds().getHeight() + GAP);
        double labelTop = barTop + BAR_HEIGHT + GAP;
        title.relocate(0, 0);
        bar.setWidth(Math.max(1, width));
        bar.relocate(0, barTop);
        low.relocate(0, labelTop);
        middle.relocate((width - middle.getLayoutBounds().getWidth()) / 2, labelTop);
        high.relocate(width - high.getLayoutBounds().getWidth(), labelTop);
    }

    private static Text text(String styleClass) {
        var text = new Text();
        text.setTextOrigin(VPos.TOP);
        text.getStyleClass().add(styleClass);
        return text;
    }
}
