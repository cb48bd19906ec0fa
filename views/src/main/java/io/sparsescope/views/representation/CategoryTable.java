package io.sparsescope.views.representation;

import io.sparsescope.engine.category.GroupRun;
import io.sparsescope.engine.category.GroupShift;
import io.sparsescope.views.control.RoomyColumns;
import io.sparsescope.views.control.WordColumn;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** Groups of prompts and what sparsity does to their predictions, a row for each. */
final class CategoryTable extends TableView<GroupShift> {
    private static final double ROW_HEIGHT = 24;
    private static final int MOST_ROWS = 8;
    private static final double LEAST_ROWS = 4.5; // two of them heads

    CategoryTable() {
        setId("categories-table");
        setAccessibleText("Groups of prompts");
        setColumnResizePolicy(new RoomyColumns());
        getStyleClass().addAll("dense", "plain-table");
        setFixedCellSize(ROW_HEIGHT);
        getColumns().add(new WordColumn<>("Group", GroupShift::tag, 110));
        getColumns().add(new WordColumn<>("Prompts", row -> String.valueOf(row.prompts()), 64));
        getColumns().add(new WordColumn<>("Positions", row -> String.valueOf(row.positions()), 70));
        var divergence = both("KL to dense, nats", CategoryFigures::divergence, 100);
        divergence.getColumns().add(new WordColumn<>("change", CategoryFigures::change, 110));
        getColumns().add(divergence);
        getColumns().add(both("Same top token", CategoryFigures::agreement, 98));
        getColumns().add(both("First divergence", CategoryFigures::divergenceLayer, 94));
    }

    /** A figure of the sparse runs, and beside it that of the ones with spontaneous vectors. */
    private static TableColumn<GroupShift, String> both(
            String title, Function<@Nullable GroupRun, String> figure, double width) {
        var column = new TableColumn<GroupShift, String>(title);
        column.setReorderable(false);
        column.getColumns()
                .add(new WordColumn<>("sparse", row -> figure.apply(row.sparse()), width));
        column.getColumns()
                .add(
                        new WordColumn<>(
                                "+ spontaneous", row -> figure.apply(row.spontaneous()), width));
        return column;
    }

    void show(List<GroupShift> rows) {
        getItems().setAll(rows);
        double height = (Math.min(MOST_ROWS, rows.size()) + 2.5) * ROW_HEIGHT; // two rows of heads
        setMinHeight(Math.min(height, LEAST_ROWS * ROW_HEIGHT));
        setPrefHeight(height);
    }
}
