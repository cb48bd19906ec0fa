package io.sparsescope.views.stability;

import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.stability.PruningRequest.Compensation;
import io.sparsescope.engine.stability.PruningRequest.Layout;
import io.sparsescope.engine.stability.PruningRequest.Structures;
import io.sparsescope.engine.stability.PruningScore;
import io.sparsescope.views.control.ChoiceBoxOf;
import io.sparsescope.views.control.NamedSpinner;
import io.sparsescope.views.control.PercentSpinner;
import java.util.function.UnaryOperator;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** What is to be pruned, what that costs, Apply and Take back. */
final class PruningPane extends VBox {
    private final PruningViewModel viewModel;
    private final PercentSpinner ratio = new PercentSpinner(this::chooseRatio);
    private final ChoiceBoxOf<Structures> structures =
            new ChoiceBoxOf<>(Structures.values(), PruningPane::words, this::chooseStructures);
    private final ChoiceBoxOf<PruningScore> score =
            new ChoiceBoxOf<>(PruningScore.values(), PruningScore::label, this::chooseScore);
    private final ChoiceBoxOf<Layout> layout =
            new ChoiceBoxOf<>(Layout.values(), PruningPane::words, this::chooseLayout);
    private final CheckBox folded = new CheckBox("means into biases");

    PruningPane(PruningViewModel viewModel) {
        super(4);
        this.viewModel = viewModel;
        setId("pruning");
        getStyleClass().add("pruning-pane");
        prepareChoices();
        var form =
                new FlowPane(
                        6,
                        4,
                        label("Prune"),
                        ratio,
                        structures,
                        label("by"),
                        score,
                        layout,
                        folded,
                        find(),
                        apply(),
                        takeBack());
        form.setAlignment(Pos.CENTER_LEFT);
        form.disableProperty().bind(viewModel.open().not());
        getChildren()
                .addAll(
                        form,
                        words("pruning-outcome", viewModel.outcome()),
                        words("pruning-effect", viewModel.effect()));
        show(viewModel.requestProperty().get());
        viewModel.requestProperty().addListener((_, _, now) -> show(now));
    }

    private void prepareChoices() {
        ratio.setId("pruning-ratio");
        ratio.setPrefWidth(84);
        NamedSpinner.name(ratio, "Share of weights to remove, in percent");
        ratio.setTooltip(
                new Tooltip(
                        "Share of the structures' weights to remove for good.\n"
                                + "Stability-scored pruning, FLAP-style: the workbench's own"
                                + " extension, not part of arXiv:2512.12744."));
        name(structures, "pruning-structures", "What may be removed");
        name(score, "pruning-score", "What ranks them; the lowest go first");
        name(layout, "pruning-layout", "How the loss is spread over the blocks");
        score.explain(PruningScore::formula);
        layout.explain(PruningPane::sentence);
        folded.setId("pruning-folded");
        folded.setTooltip(
                new Tooltip("The mean of what is removed takes its place: b += W[:, P] \u03bc_P"));
        folded.setOnAction(_ -> chooseFolding());
    }

    private static void name(ChoiceBoxOf<?> box, String id, String what) {
        box.setId(id);
        box.setAccessibleText(what);
        box.setTooltip(new Tooltip(what));
    }

    private static Label label(String text) {
        var label = new Label(text);
        label.getStyleClass().add("field-name");
        return label;
    }

    private static Label words(String id, ObservableValue<String> text) {
        var label = new Label();
        label.setId(id);
        label.setWrapText(true);
        label.setMinSize(0, USE_PREF_SIZE);
        label.textProperty().bind(text);
        label.visibleProperty().bind(text.map(now -> !now.isEmpty()));
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private Button find() {
        var find = button("pruning-find", "Find", "Find what would go and what it would cost");
        find.setOnAction(_ -> viewModel.find());
        find.disableProperty().bind(viewModel.shown().isNotNull());
        return find;
    }

    private Button apply() {
        var apply = button("pruning-apply", "Apply", "Run the sparse network without it");
        apply.setOnAction(_ -> viewModel.apply());
        apply.disableProperty().bind(viewModel.asIsApplied());
        return apply;
    }

    private Button takeBack() {
        var back = button("pruning-undo", "Take back", "Bring the whole network back (Ctrl+Z)");
        back.setOnAction(_ -> viewModel.takeBack());
        back.disableProperty().bind(viewModel.applied().isNull());
        return back;
    }

    private static Button button(String id, String text, String what) {
        var button = new Button(text);
        button.setId(id);
        button.setTooltip(new Tooltip(what));
        return button;
    }

    private void show(PruningRequest now) {
        ratio.show(now.ratio());
        structures.show(now.structures());
        score.show(now.score());
        layout.show(now.layout());
        folded.setSelected(now.compensation() == Compensation.MEAN);
    }

    private void change(UnaryOperator<PruningRequest> change) {
        var request = viewModel.requestProperty();
        request.set(change.apply(request.get()));
    }

    private void chooseRatio(double share) {
        change(now -> now.with(share));
    }

    private void chooseStructures(Structures chosen) {
        change(now -> now.with(chosen, now.layout()));
    }

    private void chooseScore(PruningScore chosen) {
        change(now -> now.with(chosen, now.compensation()));
    }

    private void chooseLayout(Layout chosen) {
        change(now -> now.with(now.structures(), chosen));
    }

    private void chooseFolding() {
        var how = folded.isSelected() ? Compensation.MEAN : Compensation.NONE;
        change(now -> now.with(now.score(), how));
    }

    private static String words(Structures choice) {
        return switch (choice) {
            case NEURONS -> "neurons";
            case KV_GROUPS -> "key/value groups";
            case BOTH -> "neurons and groups";
        };
    }

    private static String sentence(Layout choice) {
        return switch (choice) {
            case UNIFORM -> "Every block loses the same, so that the file becomes smaller";
            case PER_BLOCK -> "One ranking over all blocks; the first and the last are spared";
        };
    }

    private static String words(Layout choice) {
        return switch (choice) {
            case UNIFORM -> "uniformly";
            case PER_BLOCK -> "per block";
        };
    }
}
