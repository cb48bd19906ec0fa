package io.sparsescope.views.generation;

import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.run.ContinuationTask.PromptForm;
import io.sparsescope.views.control.NamedSpinner;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.session.GenerationOptions;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.DoubleSpinnerValueFactory;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.ToggleSwitch;
import org.jspecify.annotations.Nullable;

/** How tokens are drawn and how many; the same for every text. */
public final class SamplerPanel extends VBox {
    private final GenerationViewModel viewModel;
    private final Spinner<Integer> maxTokens = new Spinner<>();
    private final Spinner<Double> temperature = new Spinner<>();
    private final Spinner<Integer> topK = new Spinner<>();
    private final Spinner<Double> topP = new Spinner<>();
    private final Spinner<Double> minP = new Spinner<>();
    private final Spinner<Double> repetitionPenalty = new Spinner<>();
    private boolean showing;
    private final ToggleSwitch chat = new ToggleSwitch("Chat template");
    private final Spinner<Integer> seed = new Spinner<>();

    /** Shows {@code viewModel}. */
    public SamplerPanel(GenerationViewModel viewModel) {
        this.viewModel = viewModel;
        getStyleClass().addAll("panel", "controls-panel");
        prepareRanges();
        var grid = new GridPane(8, 6);
        var names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().add(names);
        row(grid, "New tokens", maxTokens, "New tokens at most");
        row(grid, "Temperature", temperature, "0 takes the most probable token");
        row(grid, "Top-k", topK, "0 draws from all tokens");
        row(grid, "Top-p", topP, "1 draws from all tokens");
        row(grid, "Min-p", minP, "Least share of the top token's probability; 0 draws from all");
        row(
                grid,
                "Repetition",
                repetitionPenalty,
                "Makes tokens that are there already less likely; 1 changes nothing");
        row(grid, "Seed", seed, "All texts draw the same random numbers");
        getChildren().addAll(new PanelHeader("Text", "the same for every stream"), grid, chat());
        show(viewModel.options().getValue());
        viewModel.options().addListener((_, _, now) -> show(now));
    }

    /** The switch lies in a box, because what is disabled shows no tooltip itself. */
    private Node chat() {
        chat.setId("chat-template");
        chat.setMinWidth(USE_PREF_SIZE);
        chat.disableProperty().bind(viewModel.chatProblem().map(problem -> !problem.isEmpty()));
        chat.selectedProperty()
                .addListener((_, _, on) -> {
                    if (!showing) {
                        viewModel.chooseChat(on);
                    }
                });
        var tooltip = new Tooltip();
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        tooltip.textProperty()
                .bind(
                        viewModel
                                .chatProblem()
                                .map(problem ->
                                        problem.isEmpty()
                                                ? "Write the prompt as a user's words in the model's chat template"
                                                : problem));
        chat.accessibleHelpProperty().bind(tooltip.textProperty());
        var box = new HBox(chat);
        box.setPadding(new Insets(6, 0, 0, 0));
        Tooltip.install(box, tooltip);
        return box;
    }

    private void prepareRanges() {
        GenerationOptions now = viewModel.options().getValue();
        SamplerSetting sampler = now.sampler();
        maxTokens.setValueFactory(new IntegerSpinnerValueFactory(1, 4_096, now.maxTokens(), 16));
        temperature.setValueFactory(
                new DoubleSpinnerValueFactory(0, 5, sampler.temperature(), 0.1));
        topK.setValueFactory(new IntegerSpinnerValueFactory(0, 100_000, sampler.topK(), 10));
        topP.setValueFactory(new DoubleSpinnerValueFactory(0.01, 1, sampler.topP(), 0.05));
        minP.setValueFactory(new DoubleSpinnerValueFactory(0, 1, sampler.minP(), 0.05));
        repetitionPenalty.setValueFactory(
                new DoubleSpinnerValueFactory(0.5, 3, sampler.repetitionPenalty(), 0.05));
        seed.setValueFactory(
                new IntegerSpinnerValueFactory(0, Integer.MAX_VALUE, (int) sampler.seed()));
    }

    private void row(GridPane grid, String name, Spinner<?> spinner, String sentence) {
        var caption = new Label(name);
        caption.getStyleClass().add("field-name");
        caption.setLabelFor(spinner);
        spinner.setEditable(true);
        spinner.setPrefWidth(104);
        spinner.setMinWidth(104);
        spinner.setId("sampler-" + name.toLowerCase(Locale.ROOT).replace(' ', '-'));
        NamedSpinner.name(spinner, name);
        spinner.setTooltip(new Tooltip(sentence));
        spinner.valueProperty().addListener((_, _, now) -> take(now));
        grid.addRow(grid.getRowCount(), caption, spinner);
    }

    /** What is shown did not come from the hand, and is not chosen again piece by piece. */
    private void show(GenerationOptions now) {
        showing = true;
        try {
            set(now);
        } finally {
            showing = false;
        }
    }

    private void set(GenerationOptions now) {
        chat.setSelected(now.form() == PromptForm.CHAT);
        maxTokens.getValueFactory().setValue(now.maxTokens());
        temperature.getValueFactory().setValue(now.sampler().temperature());
        topK.getValueFactory().setValue(now.sampler().topK());
        topP.getValueFactory().setValue(now.sampler().topP());
        minP.getValueFactory().setValue(now.sampler().minP());
        repetitionPenalty.getValueFactory().setValue(now.sampler().repetitionPenalty());
        seed.getValueFactory().setValue((int) now.sampler().seed());
    }

    /** A field that was emptied takes its old value back. */
    private void take(@Nullable Object value) {
        if (showing) {
            return;
        }
        if (value == null) {
            show(viewModel.options().getValue());
        } else {
            choose();
        }
    }

    private void choose() {
        var sampler =
                new SamplerSetting(
                        repetitionPenalty.getValue(),
                        temperature.getValue(),
                        topK.getValue(),
                        topP.getValue(),
                        minP.getValue(),
                        seed.getValue());
        viewModel.choose(
                new GenerationOptions(
                        viewModel.options().getValue().form(), maxTokens.getValue(), sampler));
    }
}
