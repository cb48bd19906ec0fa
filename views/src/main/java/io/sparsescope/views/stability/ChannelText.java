package io.sparsescope.views.stability;

import io.sparsescope.engine.run.RunRequest;
import io.sparsescope.engine.table.DataTable;
import io.sparsescope.engine.table.RowColumns;
import io.sparsescope.views.session.MaskPicture;
import java.util.List;

/**
 * Channels for other programs: tab-separated for the clipboard, and a table for files, where every
 * row carries what it was made from.
 */
final class ChannelText {
    private ChannelText() {}

    /** Figures with a head line, parted by tabs. */
    static String tabs(ChannelTable table, List<Integer> channels) {
        var text = new StringBuilder();
        List<String> head = ChannelColumn.ALL.stream().map(ChannelColumn::title).toList();
        text.append(String.join("\t", head)).append('\n');
        for (int channel : channels) {
            List<String> figures =
                    ChannelColumn.ALL.stream().map(column -> column.exact(table, channel)).toList();
            text.append(String.join("\t", figures)).append('\n');
        }
        return text.toString();
    }

    /** Figures in full, with their provenance as last columns. */
    static DataTable table(
            String model, MaskPicture picture, ChannelTable table, List<Integer> channels) {
        var columns = new RowColumns<>(channels);
        ChannelColumn.ALL.forEach(column -> column.addTo(columns, table));
        RunRequest request = picture.request();
        columns.text("ranked_by", "the score that rank is by", _ -> table.rankedBy().label())
                .text("model", "directory name of the model", _ -> model)
                .text("module", "whose input", _ -> table.scores().site().moduleName())
                .text("method", "how zeros are chosen", _ -> request.setting().method().cliName())
                .real("level", "share", "asked share of zeros", _ -> picture.site().level())
                .whole(
                        "positions",
                        "positions of the calibration text that were counted",
                        _ -> table.scores().positions())
                .whole(
                        "skipped_positions",
                        "positions left out at the start of every window",
                        _ -> table.scores().skippedPositions())
                .real(
                        "reliability",
                        "",
                        "rank correlation of the removal cost between two halves of the text",
                        _ -> table.scores().reliability());
        return columns.table("channels");
    }
}
