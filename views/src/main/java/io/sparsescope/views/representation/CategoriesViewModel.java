package io.sparsescope.views.representation;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.CategoryComparison;
import io.sparsescope.engine.run.CategoryOrder;
import io.sparsescope.engine.run.JobProgress;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.session.NothingToExportException;
import io.sparsescope.views.session.WorkbenchSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Which prompts are compared by tag, and what came out. */
public final class CategoriesViewModel {
    /** Folder beside a model's folder whose prompts are offered with the model. */
    private static final String FOLDER = "prompts";

    private final WorkbenchSession session;
    private final ReadOnlyObjectWrapper<@Nullable Path> prompts = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Path> offered = new ReadOnlyObjectWrapper<>();
    private final BooleanBinding running;
    private final BooleanBinding outOfDate;

    /** Compares with the session's model. */
    CategoriesViewModel(WorkbenchSession session) {
        this.session = session;
        var job = session.jobProperty();
        running = Bindings.createBooleanBinding(() -> isOurs(job.get()), job, prompts);
        var experiment = session.experimentProperty();
        outOfDate =
                Bindings.createBooleanBinding(
                        () -> hasMoved(comparisonProperty().get()),
                        comparisonProperty(),
                        experiment);
        comparisonProperty().subscribe(this::adopt);
        session.modelProperty().subscribe(model -> offered.set(beside(model)));
    }

    /** A comparison that a command asked for is one of prompts, too. */
    private void adopt(@Nullable CategoryComparison comparison) {
        if (comparison != null) {
            prompts.set(comparison.order().prompts());
        }
    }

    private boolean isOurs(@Nullable JobProgress job) {
        Path file = prompts.get();
        return job != null && file != null && job.job().equals(order(file).words());
    }

    private CategoryOrder order(Path file) {
        return new CategoryOrder(session.experimentProperty().get().intervention(), file);
    }

    private boolean hasMoved(@Nullable CategoryComparison comparison) {
        return comparison != null
                && !comparison
                        .order()
                        .intervention()
                        .equals(session.experimentProperty().get().intervention());
    }

    /** Compares other prompts from now on. */
    void choose(Path file) {
        prompts.set(file);
    }

    /** Compares the prompts that came along with the model from now on. */
    void chooseOffered() {
        prompts.set(offered.get());
    }

    /**
     * The prompts in the folder beside the model's, the first by name; null when there are none.
     */
    private @Nullable Path beside(@Nullable ModelSummary model) {
        Path folder =
                model == null
                        ? null
                        : model.directory().toAbsolutePath().normalize().resolveSibling(FOLDER);
        if (folder == null || !Files.isDirectory(folder)) {
            return null;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        } catch (IOException failure) {
            session.errors().add(folder + ": cannot be listed (" + failure + ")");
            return null;
        }
    }

    /** Compares the chosen prompts at the present setting, as a job. */
    void measure() {
        Path file = prompts.get();
        if (file != null) {
            session.compareCategories(file);
        }
    }

    /**
     * The groups at the present setting, for other programs.
     *
     * @throws NothingToExportException when they were not compared at it
     */
    ResultTables tables() {
        CategoryComparison comparison = comparisonProperty().get();
        if (comparison == null || hasMoved(comparison)) {
            throw new NothingToExportException(
                    "no prompts were compared at the present setting; measure categories, then export"
                            + " again");
        }
        return CategoryTables.of(comparison);
    }

    /** Ends the job; what was measured before stays. */
    void cancel() {
        session.cancelJob();
    }

    /** The file of prompts; null before one was chosen. */
    ReadOnlyObjectProperty<@Nullable Path> promptsProperty() {
        return prompts.getReadOnlyProperty();
    }

    /** Prompts that came along with the model; null when there are none. */
    ReadOnlyObjectProperty<@Nullable Path> offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /** The newest comparison; null before the first. */
    ReadOnlyObjectProperty<@Nullable CategoryComparison> comparisonProperty() {
        return session.results().categoriesProperty();
    }

    ReadOnlyObjectProperty<ModelSummary> modelProperty() {
        return session.modelProperty();
    }

    /** Whether a comparison is under way. */
    BooleanBinding running() {
        return running;
    }

    /** Whether the comparison is one of another setting than the present. */
    BooleanBinding outOfDate() {
        return outOfDate;
    }
}
