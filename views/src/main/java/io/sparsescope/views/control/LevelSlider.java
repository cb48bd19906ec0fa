package io.sparsescope.views.control;

import atlantafx.base.controls.ProgressSliderSkin;
import java.util.Locale;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.chart.NumberAxis;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/**
 * The sparsity slider: a share from 0 to 0.95 in steps of 0.01, shown in percent.
 *
 * <p>Drag, arrows, Home, End and the number field change it. Invariant: a change by hand happens
 * while {@link #adjustingProperty()} is true, so one drag, one held key or one typed number is one
 * adjustment. Above {@value #WARNING_PERCENT} percent the track warns. All methods belong to the
 * JavaFX thread.
 */
public final class LevelSlider extends Region {
    /** Largest level, in percent. */
    public static final int MAXIMUM_PERCENT = 95;

    /** Levels above warn: beyond it models of any size degrade quickly. */
    public static final int WARNING_PERCENT = 60;

    private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warning");
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("error");
    private static final double FIELD_WIDTH = 56;
    private static final double GAP = 8;

    private final DoubleProperty level = new SimpleDoubleProperty(this, "level");
    private final ReadOnlyBooleanWrapper adjusting = new ReadOnlyBooleanWrapper(this, "adjusting");
    private final Slider slider = new Slider(0, MAXIMUM_PERCENT, 0);
    private final TextField field = new TextField("0");
    private final Label unit = new Label("%");
    private final Region warningZone = new Region();

    /** A slider at 0. */
    public LevelSlider() {
        getStyleClass().add("level-slider");
        prepareSlider();
        prepareField();
        warningZone.getStyleClass().add("warning-zone");
        warningZone.setMouseTransparent(true);
        getChildren().addAll(slider, warningZone, field, unit);
        // Each lays itself out: a step of the thumb must not lay out the column around it.
        getChildren().forEach(child -> child.setManaged(false));
        slider.valueProperty().subscribe(percent -> level.set(step(percent.doubleValue())));
        level.subscribe(value -> showLevel(value.doubleValue()));
    }

    /**
     * The level as a share in [0, 0.95]; a value set from outside is rounded to a whole percent.
     */
    public DoubleProperty levelProperty() {
        return level;
    }

    /** The level as a share in [0, 0.95]. */
    public double getLevel() {
        return level.get();
    }

    /** True while the hand holds the slider; every change by hand happens while it is true. */
    public ReadOnlyBooleanProperty adjustingProperty() {
        return adjusting.getReadOnlyProperty();
    }

    @Override
    public String getUserAgentStylesheet() {
        return ControlStyle.sheet();
    }

    @Override
    protected double computePrefWidth(double height) {
        return 260;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 160;
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.max(slider.prefHeight(width), field.prefHeight(FIELD_WIDTH));
    }

    @Override
    protected void layoutChildren() {
        double unitWidth = unit.prefWidth(-1);
        double fieldHeight = field.prefHeight(FIELD_WIDTH);
        double sliderWidth = getWidth() - FIELD_WIDTH - unitWidth - 2 * GAP;
        double sliderHeight = slider.prefHeight(sliderWidth);
        slider.resizeRelocate(0, 0, sliderWidth, sliderHeight);
        field.resizeRelocate(sliderWidth + GAP, 0, FIELD_WIDTH, fieldHeight);
        unit.resizeRelocate(
                sliderWidth + FIELD_WIDTH + GAP + 4,
                (fieldHeight - unit.prefHeight(-1)) / 2,
                unitWidth,
                unit.prefHeight(-1));
        placeWarningZone();
    }

    /** Lies under the part of the track that warns, found where the skin put the track. */
    private void placeWarningZone() {
        slider.layout();
        if (slider.lookup(".track") instanceof Region track) {
            double share = (double) WARNING_PERCENT / MAXIMUM_PERCENT;
            double from = track.getLayoutX() + track.getWidth() * share;
            warningZone.resizeRelocate(
                    from,
                    track.getLayoutY() + track.getHeight() + 1,
                    track.getLayoutX() + track.getWidth() - from,
                    2);
        }
    }

    private void prepareSlider() {
        slider.setMajorTickUnit(20);
        slider.setMinorTickCount(3);
        slider.setShowTickMarks(true);
        slider.setShowTickLabels(true);
        slider.setBlockIncrement(1);
        // After the ticks, because switching them on makes the skin drop its progress bar.
        slider.setSkin(new ProgressSliderSkin(slider));
        if (slider.lookup(".axis") instanceof NumberAxis axis) {
            axis.setAnimated(false); // its labels would fade in
        }
        slider.setAccessibleText("Sparsity in percent");
        slider.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> adjusting.set(true));
        slider.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> adjusting.set(false));
        slider.addEventFilter(KeyEvent.KEY_PRESSED, this::holdKey);
        slider.addEventFilter(KeyEvent.KEY_RELEASED, this::releaseKey);
        slider.focusedProperty().subscribe(this::letGoWithFocus);
    }

    private void prepareField() {
        field.setAlignment(Pos.CENTER_RIGHT);
        field.setAccessibleText("Sparsity in percent, 0 to " + MAXIMUM_PERCENT);
        field.setOnAction(_ -> typeLevel());
        field.focusedProperty()
                .subscribe(focused -> {
                    if (!focused) {
                        typeLevel();
                        showLevel(level.get());
                    }
                });
    }

    private void holdKey(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT, RIGHT, UP, DOWN, KP_LEFT, KP_RIGHT, KP_UP, KP_DOWN -> adjusting.set(true);
            case HOME -> jumpTo(slider.getMin(), event);
            case END -> jumpTo(slider.getMax(), event);
            default -> adjusting.set(false);
        }
    }

    /** The slider itself would jump when the key is released, after the hand let go. */
    private void jumpTo(double percent, KeyEvent event) {
        adjusting.set(true);
        slider.setValue(percent);
        event.consume();
    }

    private void releaseKey(KeyEvent event) {
        adjusting.set(false);
        if (event.getCode() == KeyCode.HOME || event.getCode() == KeyCode.END) {
            event.consume();
        }
    }

    private void letGoWithFocus() {
        if (!slider.isFocused()) {
            adjusting.set(false);
        }
    }

    private void typeLevel() {
        try {
            double percent = Double.parseDouble(field.getText().replace("%", "").strip());
            boolean inRange = percent >= 0 && percent <= MAXIMUM_PERCENT;
            field.pseudoClassStateChanged(INVALID, !inRange);
            if (inRange && step(percent) != level.get()) {
                adjusting.set(true);
                level.set(step(percent));
                adjusting.set(false);
            }
        } catch (NumberFormatException _) {
            field.pseudoClassStateChanged(INVALID, true);
        }
    }

    private void showLevel(double value) {
        double rounded = step(100 * value);
        if (rounded != value) {
            level.set(rounded);
            return;
        }
        long percent = Math.round(100 * value);
        boolean warns = percent > WARNING_PERCENT;
        slider.setValue((double) percent);
        field.setText(Long.toString(percent));
        field.pseudoClassStateChanged(INVALID, false);
        pseudoClassStateChanged(WARNING, warns);
        slider.setAccessibleHelp(
                warns
                        ? String.format(
                                Locale.ROOT,
                                "Above %d %% the model's answers degrade quickly",
                                WARNING_PERCENT)
                        : "Share of zeros in every projection input");
    }

    private static double step(double percent) {
        return Math.round(Math.clamp(percent, 0, MAXIMUM_PERCENT)) / 100.0;
    }
}
