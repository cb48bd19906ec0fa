package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.evaluation.Estimate;
import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.evaluation.TaskEvaluator;
import io.sparsescope.engine.evaluation.TaskFigures;
import io.sparsescope.engine.evaluation.TaskFile;
import io.sparsescope.engine.evaluation.TaskItem;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.run.Network;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scores tasks beside an evaluation, as a table and as JSON in lm-evaluation-harness's names. */
final class TaskReport {
    private final Map<String, List<TaskItem>> tasks = new LinkedHashMap<>();
    private final Map<String, List<Line>> lines = new LinkedHashMap<>();

    /**
     * A run's figures.
     *
     * @param name method as in the table of texts
     * @param level asked sparsity
     * @param figures what it scored
     */
    private record Line(String name, double level, TaskFigures figures) {}

    /** Reads the tasks; each is named by its file, without the ending. */
    TaskReport(List<Path> files) {
        for (Path file : files) {
            String name = String.valueOf(file.getFileName()).replaceFirst("\\.jsonl?$", "");
            if (tasks.put(name, TaskFile.read(file)) != null) {
                throw new UsageException("--tasks: two files are named " + name);
            }
        }
    }

    /** Scores every task on every row. */
    void score(Network network, List<EvaluatedRow> rows, PrintWriter err) {
        List<Evaluator.Case> cases =
                rows.stream().flatMap(row -> row.cases(network).stream()).toList();
        tasks.forEach((name, items) -> {
            Progress progress = new Progress(err, "scoring " + name);
            try (TaskEvaluator evaluator =
                    UsageException.parsing(
                            "--tasks: " + name,
                            () ->
                                    new TaskEvaluator(
                                            network.pass(), network.tokenizer(), items, cases))) {
                while (evaluator.step(CancelToken.none())) {
                    progress.done(evaluator.progress());
                }
                lines.put(name, lines(evaluator, rows));
            }
        });
    }

    private static List<Line> lines(TaskEvaluator evaluator, List<EvaluatedRow> rows) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("dense", 0, evaluator.dense()));
        Iterator<TaskFigures> figures = evaluator.figures().iterator();
        for (EvaluatedRow row : rows) {
            double level = row.setting().targetSparsity();
            lines.add(new Line(row.name(), level, figures.next()));
            if (row.vectors() != null) {
                lines.add(new Line(row.name() + "+spontaneous", level, figures.next()));
            }
        }
        return lines;
    }

    void table(PrintWriter out) {
        lines.forEach((task, all) -> {
            TaskFigures first = all.getFirst().figures();
            out.printf("task %s: %d items%n", task, first.count());
            if (first.cutCount() > 0) {
                out.printf("%d items were cut at the front to fit the model%n", first.cutCount());
            }
            out.printf("%-24s %9s", "method", "sparsity");
            first.values().keySet().forEach(name -> out.printf(" %20s", name));
            out.println();
            for (Line line : all) {
                out.printf(Locale.ROOT, "%-24s %9.2f", line.name(), line.level());
                line.figures().values().values().forEach(each -> print(out, each));
                out.println();
            }
        });
    }

    private static void print(PrintWriter out, Estimate value) {
        String text =
                Double.isNaN(value.standardError())
                        ? String.format(Locale.ROOT, "%.4f", value.value())
                        : String.format(
                                Locale.ROOT, "%.4f +- %.4f", value.value(), value.standardError());
        out.printf(" %20s", text);
    }

    /** Adds an object {@code tasks}: by task, level and method; nothing without tasks. */
    void addTo(ObjectNode root) {
        if (lines.isEmpty()) {
            return;
        }
        ObjectNode all = root.putObject("tasks");
        lines.forEach((task, lineList) -> {
            ObjectNode node = all.putObject(task);
            for (Line line : lineList) {
                ObjectNode place =
                        line.level() == 0 && line.name().equals("dense")
                                ? node
                                : node.withObjectProperty(String.valueOf(line.level()));
                describe(place.putObject(line.name()), line.figures());
            }
        });
    }

    private static void describe(ObjectNode node, TaskFigures figures) {
        node.put("count", figures.count()).put("cutAtFront", figures.cutCount());
        figures.values()
                .forEach((name, estimate) -> {
                    node.put(name, estimate.value());
                    if (Double.isFinite(estimate.standardError())) {
                        node.put(name + "_stderr", estimate.standardError());
                    }
                });
    }
}
