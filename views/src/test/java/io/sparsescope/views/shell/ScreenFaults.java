package io.sparsescope.views.shell;

import io.sparsescope.views.chart.HistogramChart;
import io.sparsescope.views.chart.SeriesChart;
import io.sparsescope.views.chart.ThemedChart;
import io.sparsescope.views.control.WholeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.chart.Axis;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** What a person would find wrong with a window as it is laid out now. */
final class ScreenFaults {
    /** Rounding of sizes to whole pixels, and letters that lean over their boxes. */
    private static final double TOLERANCE = 2;

    private final Region window;
    private final List<String> faults = new ArrayList<>();

    private ScreenFaults(Region window) {
        this.window = window;
    }

    /** Every fault in a sentence. */
    static List<String> of(Region window) {
        var found = new ScreenFaults(window);
        found.look(window, false);
        return found.faults;
    }

    private void look(Node node, boolean scrolled) {
        if (!node.isVisible() || node.getOpacity() == 0) {
            return;
        }
        if (node instanceof Labeled labeled) {
            checkWhole(labeled);
        }
        if (node.isFocusTraversable() && name(node).isBlank()) {
            tell(node, "takes the focus and has no name");
        }
        if (node.getStyleClass().contains("panel") && !says(node)) {
            tell(node, "is an empty panel without a sentence");
        }
        if (isEmptyChart(node) && node.lookupAll(".label").stream().noneMatch(ScreenFaults::says)) {
            tell(node, "is an empty chart without a sentence");
        }
        boolean free =
                scrolled
                        || node instanceof ScrollPane
                        || node instanceof TableView<?> table && scrollsAcross(table)
                        || node instanceof VirtualFlow<?>
                        || node instanceof Axis<?>;
        if (!free) {
            checkInside(node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> look(child, free));
        }
    }

    private static boolean scrollsAcross(TableView<?> table) {
        return table.lookupAll(".scroll-bar").stream()
                .map(ScrollBar.class::cast)
                .anyMatch(bar -> bar.getOrientation() == Orientation.HORIZONTAL && bar.isVisible());
    }

    /** (a) No text is cut, but what may be of any length and has a tooltip. */
    private void checkWhole(Labeled labeled) {
        String whole = spoken(labeled);
        if (whole.isEmpty() || labeled.getContentDisplay() == ContentDisplay.GRAPHIC_ONLY) {
            return;
        }
        String drawn =
                labeled.getChildrenUnmodifiable().stream()
                        .filter(text -> text instanceof Text && isWords(text))
                        .map(text -> ((Text) text).getText())
                        .findFirst()
                        .orElse(whole);
        if (!drawn.equals(whole) && !isAnyLength(labeled)) {
            tell(labeled, "is cut to '" + drawn + "'");
        }
    }

    /** Icons are letters of a font of their own. */
    private static boolean isWords(Node text) {
        return !text.getStyleClass().contains("ikonli-font-icon");
    }

    private static String spoken(Labeled labeled) {
        String text = Objects.requireNonNullElse(labeled.getText(), "");
        return labeled.isMnemonicParsing() ? text.replaceFirst("_", "") : text;
    }

    /** Itself, or the choice or table cell that it is in. */
    private static boolean isAnyLength(Node node) {
        return isMarked(node)
                || node.getParent() instanceof ComboBoxBase<?> && isMarked(node.getParent());
    }

    private static boolean isMarked(Node node) {
        return node.getStyleClass().contains(WholeText.ANY_LENGTH)
                && node instanceof Control control
                && control.getTooltip() != null
                && !control.getTooltip().getText().isEmpty();
    }

    /** (b) Something is drawn or written below the head. */
    private static boolean says(Node node) {
        if (!node.isVisible() || node.getStyleClass().contains("panel-header")) {
            return false;
        }
        if (node instanceof Labeled labeled && !spoken(labeled).isBlank()) {
            return true;
        }
        if (node instanceof TextInputControl) {
            return true;
        }
        if (node instanceof ThemedChart && !node.getStyleClass().contains("panel")) {
            return true;
        }
        return node instanceof Parent parent
                && parent.getChildrenUnmodifiable().stream().anyMatch(ScreenFaults::says);
    }

    private static boolean isEmptyChart(Node node) {
        return node instanceof SeriesChart series && series.isEmpty()
                || node instanceof HistogramChart histogram && histogram.isEmpty();
    }

    /** (c) What a screen reader calls it. */
    private String name(Node node) {
        String own = node.getAccessibleText();
        if (own != null && !own.isBlank()) {
            return own;
        }
        if (node instanceof Labeled labeled && !spoken(labeled).isBlank()) {
            return spoken(labeled);
        }
        Parent parent = node.getParent();
        boolean inside = parent instanceof ComboBoxBase<?>;
        return label(node).or(() -> inside ? label(parent) : java.util.Optional.empty()).orElse("");
    }

    private java.util.Optional<String> label(@Nullable Node target) {
        return window.lookupAll(".label").stream()
                .filter(Label.class::isInstance)
                .map(Label.class::cast)
                .filter(label -> target != null && target.equals(label.getLabelFor()))
                .map(Label::getText)
                .findFirst();
    }

    /** (d) What is written lies where it can be seen. */
    private void checkInside(Node node) {
        Parent parent = node.getParent();
        if (parent == null
                || node.equals(window)
                || !(node instanceof Labeled || node instanceof Text)) {
            return;
        }
        String text = node instanceof Text own ? own.getText() : ((Labeled) node).getText();
        if (text == null || text.isEmpty()) {
            return;
        }
        Bounds mine = node.localToScene(node.getLayoutBounds());
        for (Node around = parent; around != null; around = around.getParent()) {
            if (around instanceof Region && !contains(around, mine)) {
                tell(node, "reaches out of " + words(around));
                return;
            }
            if (around.equals(window)) {
                return;
            }
        }
    }

    private static boolean contains(Node around, Bounds mine) {
        Bounds room = around.localToScene(around.getLayoutBounds());
        double slack = TOLERANCE * around.getLocalToSceneTransform().getMxx();
        return mine.getMinX() >= room.getMinX() - slack
                && mine.getMinY() >= room.getMinY() - slack
                && mine.getMaxX() <= room.getMaxX() + slack
                && mine.getMaxY() <= room.getMaxY() + slack;
    }

    private void tell(Node node, String what) {
        faults.add(words(node) + " " + what);
    }

    private static String words(Node node) {
        String text =
                node instanceof Labeled labeled
                        ? " '" + labeled.getText() + "'"
                        : node instanceof Text own ? " '" + own.getText() + "'" : "";
        String id = node.getId() == null ? "" : "#" + node.getId();
        return node.getClass().getSimpleName() + id + node.getStyleClass() + text + place(node);
    }

    /** The nearest part around it that has a name. */
    private static String place(Node node) {
        for (Node around = node.getParent(); around != null; around = around.getParent()) {
            if (around.getId() != null) {
                return " in #" + around.getId();
            }
            if (around.getStyleClass().contains("panel")) {
                return " in " + around.getClass().getSimpleName();
            }
        }
        return "";
    }
}
