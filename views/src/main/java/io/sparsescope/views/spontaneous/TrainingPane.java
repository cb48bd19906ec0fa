package io.sparsescope.views.spontaneous;

import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.run.TrainingUpdate;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.training.TrainedVectors;
import io.sparsescope.engine.training.TrainingPoint;
import io.sparsescope.engine.training.TrainingSetting;
import io.sparsescope.views.control.ChoiceBoxOf;
import io.sparsescope.views.control.NamedSpinner;
import io.sparsescope.views.control.WholeText;
import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import io.sparsescope.views.panel.Figures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How vectors are trained for what is tried now, Train and Stop. */
final class TrainingPane extends VBox {
    /** Where vectors stand. */
    enum Places {
        DOWN("down", Projection.DOWN_PROJ),
        DOWN_AND_O("down and o", Projection.DOWN_PROJ, Projection.O_PROJ),
        ALL("all seven", Projection.values());

        private final String words;
        private final SortedSet<LevelScope> scopes;

        Places(String words, Projection... projections) {
            this.words = words;
            this.scopes =
                    Arrays.stream(projections)
                            .map(projection -> new LevelScope(null, projection))
                            .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private final ChoiceBoxOf<Places> places =
            new ChoiceBoxOf<>(Places.values(), choice -> choice.words, _ -> {});
    private final Spinner<Integer> steps = new Spinner<>(1, 100_000, 300, 50);
    private final Spinner<Double> rate = new Spinner<>(0.0001, 0.9, 0.003, 0.001);
    private final Spinner<Integer> batch = new Spinner<>(1, 1_024, 16, 4);
    private final Spinner<Integer> seed = new Spinner<>(0, Integer.MAX_VALUE, 1);
    private final Label texts = new Label();
    private final Label words = new Label();
    private final Button train = new Button("Train");
    private final Button stop = new Button("Stop");
    private List<Path> chosen = List.of();

    TrainingPane(SpontaneousViewModel viewModel) {
        super(6);
        setId("spontaneous-training");
        places.show(Places.DOWN_AND_O);
        rate.getValueFactory().setConverter(new Decimals());
        var grid = new GridPane(8, 6);
        var names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().add(names);
        row(grid, "Vectors at", places, "Projections that get a vector");
        row(grid, "Steps", steps, "Steps of AdamW, with warm-up and a cosine to 0");
        row(grid, "Rate", rate, "Largest learning rate");
        row(grid, "Windows a step", batch, "Windows of 256 tokens in a step");
        row(grid, "Seed", seed, "Of the order of windows");
        train.setId("spontaneous-train");
        train.getStyleClass().add("accent");
        train.setTooltip(new Tooltip("Train for the present method, level and positions"));
        train.setOnAction(_ -> viewModel.train(chosen, setting()));
        stop.setId("spontaneous-stop");
        stop.setTooltip(new Tooltip("End the training and keep the best vectors so far"));
        stop.setOnAction(_ -> viewModel.cancel());
        words.setId("spontaneous-training-words");
        words.getStyleClass().add("cell-words");
        words.setWrapText(true);
        words.setMinSize(0, USE_PREF_SIZE);
        getChildren().addAll(grid, textRow(), new HBox(6, train, stop), words);
        disableProperty().bind(viewModel.open().not());
        show(viewModel.trainingProperty().get());
        viewModel.trainingProperty().addListener((_, _, now) -> show(now));
    }

    private static void row(
            GridPane grid, String name, javafx.scene.control.Control field, String sentence) {
        var caption = new Label(name);
        caption.getStyleClass().add("field-name");
        caption.setLabelFor(field);
        field.setPrefWidth(124); // a choice of projections in full
        field.setMinWidth(124);
        caption.setMinWidth(USE_PREF_SIZE);
        field.setAccessibleText(name);
        field.setTooltip(new Tooltip(sentence));
        if (field instanceof Spinner<?> spinner) {
            spinner.setEditable(true);
            NamedSpinner.name(spinner, name);
        }
        grid.addRow(grid.getRowCount(), caption, field);
    }

    private HBox textRow() {
        var choose = new Button("Texts\u2026");
        choose.setId("spontaneous-texts");
        choose.setTooltip(new Tooltip("UTF-8 texts to learn from"));
        choose.setOnAction(_ -> chooseTexts());
        texts.setText("the calibration text");
        texts.getStyleClass().add("cell-words");
        WholeText.tell(texts);
        var row = new HBox(8, choose, texts);
        row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return row;
    }

    private void chooseTexts() {
        List<Path> files = FileDialogs.of(this).openSeveral(FileQuestion.of("Texts to learn from"));
        if (!files.isEmpty()) {
            chosen = files;
            texts.setText(
                    files.stream()
                            .map(file -> String.valueOf(file.getFileName()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private TrainingSetting setting() {
        TrainingSetting usual = TrainingSetting.DEFAULT;
        return new TrainingSetting(
                places.getValue().scopes,
                usual.space(),
                steps.getValue(),
                batch.getValue(),
                usual.temperature(),
                seed.getValue(),
                usual.optimiser().withLearningRate(rate.getValue()),
                usual.heldOut());
    }

    private void show(@Nullable TrainingUpdate update) {
        boolean running = update != null && update.result() == null;
        train.setDisable(running);
        stop.setDisable(!running);
        words.setText(update == null ? "" : words(update));
    }

    private static String words(TrainingUpdate update) {
        TrainedVectors result = update.result();
        if (result != null) {
            double without = result.divergence().without();
            double with = result.divergence().with();
            return result.refused()
                    ? String.format(
                            Locale.ROOT,
                            "Nothing that was trained helps: held-out KL %.4f without, %.4f with."
                                    + " No vectors were kept.",
                            without,
                            with)
                    : String.format(
                            Locale.ROOT,
                            "Held-out KL %.4f without, %.4f with the best vectors, of step %d.",
                            without,
                            with,
                            result.bestStep());
        }
        TrainingPoint last = update.curve().getLast();
        TrainingSetting setting = update.order().setting();
        return String.format(
                Locale.ROOT,
                "Step %d of %d, %.0f tokens/s%s; %d MB beside the model.",
                last.step(),
                setting.steps(),
                last.tokensPerSecond(),
                timeLeft(update.order(), last),
                update.bytes() >> 20);
    }

    /** Judgements by held-out text come on top, and an early stop takes time off. */
    private static String timeLeft(TrainingOrder order, TrainingPoint last) {
        int steps = order.setting().steps() - last.step();
        double tokens = (double) steps * order.setting().batch() * order.window();
        return last.tokensPerSecond() > 0
                ? ", about " + Figures.duration(tokens / last.tokensPerSecond()) + " left"
                : "";
    }

    private static final class Decimals extends javafx.util.StringConverter<Double> {
        @Override
        public String toString(@Nullable Double value) {
            return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
        }

        @Override
        public Double fromString(String text) {
            return Double.valueOf(text.trim().replace(',', '.'));
        }
    }
}
