package io.sparsescope.app.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;

/** What can be seen of the program, and where to aim at in it. */
final class Sight {
    private static final double EDGE = 2;

    /** How often the menu or window that has just opened is used instead of the main one. */
    private static final double TOP_SHARE = 0.7;

    private static final List<String> OTHER_CONTROLS =
            List.of("menu-item", "tab", "split-pane-divider", "column-header", "scroll-bar");

    private final Stage stage;

    Sight(Stage stage) {
        this.stage = stage;
    }

    /** The main window's scene. */
    Scene scene() {
        return stage.getScene();
    }

    /** Somewhere on a control of any kind; kinds of which there are many come no more often. */
    Optional<Spot> control(SplittableRandom random) {
        return OnFx.get(() -> {
            Scene seen = open(random);
            Map<String, List<Node>> kinds = new TreeMap<>();
            for (Node node : all(seen, Sight::isControl)) {
                kinds.computeIfAbsent(kind(node), _ -> new ArrayList<>()).add(node);
            }
            return any(List.copyOf(kinds.values()), random)
                    .flatMap(nodes -> any(nodes, random))
                    .map(node -> spot(node, random));
        });
    }

    /** Somewhere on a chart. */
    Optional<Spot> chart(SplittableRandom random) {
        return OnFx.get(() ->
                any(all(open(random), Sight::isChart), random).map(node -> spot(node, random)));
    }

    /** Somewhere on what a selector finds first, if that can be seen. */
    Optional<Spot> of(String selector, SplittableRandom random) {
        return OnFx.get(() -> {
            Node wanted = scene().lookup(selector);
            return all(scene(), node -> node.equals(wanted)).stream()
                    .findFirst()
                    .map(node -> spot(node, random));
        });
    }

    /** Somewhere else on what was aimed at. */
    Spot again(Spot before, SplittableRandom random) {
        return OnFx.get(() -> before.isThere() ? spot(before.node(), random) : before);
    }

    /** Somewhere in the window. */
    Spot anywhere(SplittableRandom random) {
        return OnFx.get(() -> spot(scene().getRoot(), random));
    }

    /** The window on top, where there is more than one, or the main one. */
    private Scene open(SplittableRandom random) {
        List<Window> others =
                Window.getWindows().stream()
                        .filter(window -> window.isShowing() && !window.equals(stage))
                        .toList();
        return others.isEmpty() || random.nextDouble() > TOP_SHARE
                ? scene()
                : others.getLast().getScene();
    }

    private static boolean isControl(Node node) {
        return switch (node) {
            case IndexedCell<?> cell -> !cell.isEmpty();
            case ButtonBase _,
                    ChoiceBox<?> _,
                    ComboBoxBase<?> _,
                    Spinner<?> _,
                    Slider _,
                    TextInputControl _ ->
                    true;
            default -> OTHER_CONTROLS.stream().anyMatch(node.getStyleClass()::contains);
        };
    }

    private static boolean isChart(Node node) {
        return node instanceof Region
                && node.getClass().getPackageName().equals("io.sparsescope.views.chart");
    }

    private static String kind(Node node) {
        String id = node.getId();
        return node instanceof IndexedCell<?> || id == null
                ? node.getClass().getSimpleName()
                : node.getClass().getSimpleName() + "#" + id;
    }

    /** What can be seen and used, in the order of the scene. */
    private static List<Node> all(Scene scene, Predicate<Node> wanted) {
        List<Node> found = new ArrayList<>();
        collect(scene.getRoot(), wanted, found);
        return found;
    }

    private static void collect(Node node, Predicate<Node> wanted, List<Node> found) {
        if (!node.isVisible() || node.isDisabled()) {
            return;
        }
        if (wanted.test(node) && area(node).isPresent()) {
            found.add(node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, wanted, found));
        }
    }

    /** The part of a node that lies in its window. */
    private static Optional<Bounds> area(Node node) {
        Bounds whole = node.localToScene(node.getLayoutBounds());
        Scene scene = node.getScene();
        double left = Math.max(0, whole.getMinX());
        double top = Math.max(0, whole.getMinY());
        double right = Math.min(scene.getWidth(), whole.getMaxX());
        double bottom = Math.min(scene.getHeight(), whole.getMaxY());
        return right - left > 2 * EDGE && bottom - top > 2 * EDGE
                ? Optional.of(new BoundingBox(left, top, right - left, bottom - top))
                : Optional.empty();
    }

    private static Spot spot(Node node, SplittableRandom random) {
        Bounds area = area(node).orElse(node.localToScene(node.getLayoutBounds()));
        double across = EDGE + random.nextDouble() * Math.max(0, area.getWidth() - 2 * EDGE);
        double down = EDGE + random.nextDouble() * Math.max(0, area.getHeight() - 2 * EDGE);
        return new Spot(node.getScene(), node, area.getMinX() + across, area.getMinY() + down);
    }

    private static <T> Optional<T> any(List<T> choices, SplittableRandom random) {
        return choices.isEmpty()
                ? Optional.empty()
                : Optional.of(choices.get(random.nextInt(choices.size())));
    }
}
