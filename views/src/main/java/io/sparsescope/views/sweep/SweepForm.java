package io.sparsescope.views.sweep;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.SweepUpdate;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.sweep.SweepSpec;
import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import io.sparsescope.views.dialog.FileQuestion.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What to sweep, Run and Stop. */
final class SweepForm extends VBox {
    private final SweepViewModel viewModel;
    private final Map<SparsityMethod, CheckBox> methods = new EnumMap<>(SparsityMethod.class);
    private final TextField levels = new TextField("25, 40, 50, 60");
    private final CheckBox uniform = new CheckBox("uniform");
    private final CheckBox greedy = new CheckBox("greedy");
    private final CheckBox means = new CheckBox("TEAL + mean residual at o_proj");
    private final CheckBox vectors = new CheckBox("TEAL + vectors beside the model");
    private final Label problem = new Label();
    private final Button run = new Button("Run");
    private final Button stop = new Button("Stop");
    private final SweepPlaces places = new SweepPlaces();

    SweepForm(SweepViewModel viewModel) {
        super(8);
        this.viewModel = viewModel;
        setId("sweep-form");
        var choices = new FlowPane(10, 6);
        for (SparsityMethod method : SparsityMethod.values()) {
            var box = new CheckBox(method.cliName());
            box.setId("sweep-" + method.cliName());
            box.setSelected(method == SparsityMethod.TEAL || method == SparsityMethod.WINA);
            box.setTooltip(new Tooltip(method.label()));
            methods.put(method, box);
            choices.getChildren().add(box);
        }
        levels.setId("sweep-levels");
        levels.setAccessibleText("Levels");
        levels.setTooltip(new Tooltip("Asked sparsity in percent, such as 25, 40, 50"));
        uniform.setId("sweep-uniform");
        uniform.setSelected(true);
        uniform.setTooltip(new Tooltip("The same level in every projection"));
        greedy.setId("sweep-greedy");
        greedy.setTooltip(
                new Tooltip("Levels found block by block, so that the least error arises"));
        means.setId("sweep-means");
        means.setMnemonicParsing(false); // the underscore belongs to the name
        vectors.setId("sweep-vectors");
        vectors.setWrapText(true);
        means.setWrapText(true);
        problem.setId("sweep-problem");
        problem.getStyleClass().add("level-warning");
        problem.setWrapText(true);
        problem.setMinSize(0, USE_PREF_SIZE);
        getChildren()
                .addAll(
                        caption("Methods", choices),
                        choices,
                        caption("Levels, %", levels),
                        levels,
                        caption("Levels within the model", uniform),
                        new HBox(10, uniform, greedy),
                        caption("Made up for", means),
                        means,
                        vectors,
                        places,
                        buttons(),
                        problem);
        viewModel.modelProperty().addListener((_, _, model) -> modelOpened(model));
        modelOpened(viewModel.modelProperty().get());
        viewModel.notice().addListener((_, _, words) -> problem.setText(words));
        viewModel.sweepProperty().addListener((_, _, update) -> follow(update));
        follow(viewModel.sweepProperty().get());
    }

    private static Label caption(String words, Node of) {
        var caption = new Label(words);
        caption.getStyleClass().add("field-name");
        caption.setLabelFor(of);
        return caption;
    }

    private FlowPane buttons() {
        run.setId("sweep-run");
        run.getStyleClass().add("accent");
        run.setTooltip(
                new Tooltip("Evaluate every combination; finished cells in the folder are kept"));
        run.setOnAction(_ -> start());
        stop.setId("sweep-stop");
        stop.setTooltip(new Tooltip("What is done stays; run again to go on"));
        stop.setOnAction(_ -> viewModel.cancel());
        var save = new Button("Save spec\u2026");
        save.setId("sweep-save");
        save.setTooltip(new Tooltip("Write a file that the command 'sweep --spec' reads"));
        save.setOnAction(_ -> chooseToSave());
        var open = new Button("Open\u2026");
        open.setId("sweep-open");
        open.setTooltip(new Tooltip("Show a sweep of this model that was run before"));
        open.setOnAction(_ -> chooseStored());
        var row = new FlowPane(6, 6, run, stop, save, open);
        row.getChildren().forEach(button -> ((Button) button).setMinWidth(USE_PREF_SIZE));
        return row;
    }

    private void modelOpened(@Nullable ModelSummary model) {
        setDisable(model == null);
        List<Path> files = model == null ? List.of() : vectorFiles(model);
        vectors.setDisable(files.isEmpty());
        vectors.setSelected(!files.isEmpty());
    }

    private static List<Path> vectorFiles(ModelSummary model) {
        Path folder = model.directory().resolve("spontaneous");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".safetensors")).sorted().toList();
        } catch (IOException _) {
            return List.of(); // opening the model has told of it
        }
    }

    private void follow(@Nullable SweepUpdate update) {
        boolean running = update != null && !update.over();
        run.setDisable(running);
        stop.setDisable(!running);
    }

    /** What the form stands for; what is wrong with it is said below. */
    private Optional<SweepSpec> spec() {
        List<SparsityMethod> chosen = new ArrayList<>();
        methods.forEach((method, box) -> {
            if (box.isSelected()) {
                chosen.add(method);
            }
        });
        List<String> allocations = new ArrayList<>();
        if (uniform.isSelected()) {
            allocations.add(SweepCell.UNIFORM);
        }
        if (greedy.isSelected()) {
            allocations.add(SweepCell.GREEDY);
        }
        ModelSummary model = viewModel.modelProperty().get();
        try {
            problem.setText("");
            return Optional.of(
                    viewModel.spec(
                            chosen,
                            levels.getText(),
                            allocations,
                            means.isSelected(),
                            vectors.isSelected() && model != null
                                    ? vectorFiles(model)
                                    : List.of()));
        } catch (IllegalArgumentException wrong) {
            problem.setText(wrong.getMessage());
            return Optional.empty();
        }
    }

    private void start() {
        Optional<SweepSpec> spec = spec();
        if (spec.isPresent() && places.directory() == null) {
            places.chooseDirectory();
        }
        Path folder = places.directory();
        if (spec.isPresent() && folder != null) {
            viewModel.run(spec.get(), places.texts(), places.calibration(), folder);
        }
    }

    /** Takes a folder without asking. */
    void into(Path folder) {
        places.into(folder);
    }

    private void chooseStored() {
        FileDialogs.of(this)
                .folder(FileQuestion.of("Folder of a sweep that was run before"))
                .ifPresent(viewModel::read);
    }

    private void chooseToSave() {
        FileQuestion question =
                FileQuestion.of("Save the spec", Kind.of("Specs (JSON)", "*.json"))
                        .named("sweep.json");
        spec().ifPresent(spec ->
                FileDialogs.of(this).save(question).ifPresent(file -> save(spec, file)));
    }

    private void save(SweepSpec spec, Path file) {
        try {
            viewModel.save(spec, file);
        } catch (RuntimeException failure) {
            problem.setText(String.valueOf(failure.getMessage()));
        }
    }
}
