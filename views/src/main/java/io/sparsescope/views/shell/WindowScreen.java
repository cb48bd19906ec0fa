package io.sparsescope.views.shell;

import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.views.masks.MaskMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;

/** Everything that the window can look like: each tab with its pages, and each card over it. */
public enum WindowScreen {
    /** Which activations survive. */
    MASKS(ViewName.MASKS, _ -> {}),
    /** Their values. */
    MASK_VALUES(ViewName.MASKS, window -> colour(window, MaskMode.VALUE)),
    /** Dense minus sparse. */
    MASK_DIFFERENCE(ViewName.MASKS, window -> colour(window, MaskMode.DIFFERENCE)),
    /** Where two methods disagree. */
    MASK_DISAGREEMENT(ViewName.MASKS, window -> colour(window, MaskMode.DISAGREEMENT)),
    /** The map with two measures and the texts token by token. */
    COMPARED_AND_TOKENS(ViewName.MASKS, WindowScreen::compare),
    /** Scores of channels. */
    STABILITY(ViewName.STABILITY, _ -> {}),
    /** The form that prunes them. */
    PRUNING(ViewName.STABILITY, window -> toggle(window, "#pruning-toggle", true)),
    /** Vectors, training and their charts. */
    SPONTANEOUS(ViewName.SPONTANEOUS, _ -> {}),
    /** The shift by layer. */
    SHIFT_LAYERS(ViewName.REPRESENTATION, window -> window.panels().representation.atLayers()),
    /** Distributions of values. */
    SHIFT_VALUES(ViewName.REPRESENTATION, window -> window.panels().representation.atValues()),
    /** Positions on principal axes. */
    PRINCIPAL_AXES(ViewName.REPRESENTATION, window -> window.panels().representation.atAxes()),
    /** What every layer would predict. */
    LOGIT_LENS(ViewName.REPRESENTATION, window -> window.panels().representation.atLens()),
    /** Channels kept at every position. */
    ALWAYS_KEPT(ViewName.REPRESENTATION, window -> window.panels().representation.atAnchors()),
    /** Prompts by tag. */
    CATEGORIES(ViewName.REPRESENTATION, window -> window.panels().representation.atCategories()),
    /** Grids of settings. */
    SWEEP(ViewName.SWEEP, _ -> {}),
    /** Tokens per second. */
    SPEED(ViewName.SPEED, _ -> {}),
    /** Every command. */
    CARD_PALETTE("view.palette"),
    /** Every shortcut. */
    CARD_HELP("help.keys"),
    /** What went wrong. */
    CARD_LOG("view.log"),
    /** A person's choices. */
    CARD_PREFERENCES("view.preferences"),
    /** Sessions that were saved. */
    CARD_SESSIONS("session.recent"),
    /** How a view is exported. */
    CARD_EXPORT("file.export"),
    /** A session that a crash left. */
    CARD_RECOVERY(ViewName.MASKS, window -> offerRecovery(window, false)),
    /** One that crashed twice. */
    CARD_RECOVERY_SAFELY(ViewName.MASKS, window -> offerRecovery(window, true)),
    /** The tour's first step. */
    CARD_TOUR_1("help.tour"),
    /** Its second. */
    CARD_TOUR_2(ViewName.MASKS, window -> tour(window, 2)),
    /** Its third. */
    CARD_TOUR_3(ViewName.MASKS, window -> tour(window, 3)),
    /** Its last. */
    CARD_TOUR_4(ViewName.MASKS, window -> tour(window, 4));

    private final ViewName front;
    private final Consumer<WorkbenchWindow> more;

    WindowScreen(ViewName front, Consumer<WorkbenchWindow> more) {
        this.front = front;
        this.more = more;
    }

    WindowScreen(String command) {
        this(ViewName.MASKS, window -> run(window, command));
    }

    /** Its name in files, such as {@code shift-layers}. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a card lies over the window. */
    public boolean isCard() {
        return name().startsWith("CARD_");
    }

    /** One screen for each tab in the middle of the window. */
    public static List<WindowScreen> tabs() {
        return List.of(MASKS, STABILITY, SPONTANEOUS, SHIFT_LAYERS, SWEEP, SPEED);
    }

    /** Whether it shows how far states moved, which is measured only when it is looked at. */
    public boolean showsShift() {
        return front.showsShift();
    }

    /** Makes {@code window}, which was laid out before, look like this, whatever it was like. */
    public void bring(WorkbenchWindow window) {
        window.closeCard();
        var panels = window.panels();
        panels.masksViewModel.modeProperty().set(MaskMode.MASK);
        panels.mapViewModel.comparedMeasureProperty().set(Optional.empty());
        toggle(window, "#text-tokens", false);
        window.bringToFront(front);
        window.root().applyCss(); // what is new in the scene is found from now on
        toggle(window, "#pruning-toggle", false);
        more.accept(window);
    }

    private static void colour(WorkbenchWindow window, MaskMode mode) {
        window.panels().masksViewModel.modeProperty().set(mode);
    }

    private static void compare(WorkbenchWindow window) {
        window.panels()
                .mapViewModel
                .comparedMeasureProperty()
                .set(Optional.of(Measure.RELATIVE_ERROR));
        toggle(window, "#text-tokens", true);
    }

    private static void toggle(WorkbenchWindow window, String id, boolean wanted) {
        Node node = window.root().lookup(id);
        if (node instanceof ToggleButton button) {
            button.setSelected(wanted);
        }
    }

    private static void run(WorkbenchWindow window, String command) {
        window.commands().stream()
                .filter(each -> each.id().equals(command))
                .forEach(each -> each.action().run());
    }

    private static void offerRecovery(WorkbenchWindow window, boolean safely) {
        window.offerRecovery(Instant.EPOCH, safely, _ -> {}, () -> {});
    }

    private static void tour(WorkbenchWindow window, int step) {
        run(window, "help.tour");
        for (int passed = 1; passed < step; passed++) {
            ((Button) window.root().lookup("#tour-next")).fire();
        }
    }
}
