package io.sparsescope.views.stability;

import io.sparsescope.engine.run.RunRequest;
import io.sparsescope.views.session.MaskPicture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Channels as text for other programs: tab-separated for the clipboard, and RFC 4180 for files,
 * where every row carries what it was made from.
 */
final class ChannelText {
    private static final String CSV_LINE_END = "\r\n";

    private ChannelText() {}

    /** Figures with a head line, parted by tabs. */
    static String tabs(ChannelTable table, List<Integer> channels) {
        var text = new StringBuilder();
        List<String> head = ChannelColumn.ALL.stream().map(ChannelColumn::title).toList();
        text.append(String.join("\t", head)).append('\n');
        for (int channel : channels) {
            text.append(String.join("\t", figures(table, channel))).append('\n');
        }
        return text.toString();
    }

    /** Figures with a head line and their provenance as last columns. */
    static String csv(
            String model, MaskPicture picture, ChannelTable table, List<Integer> channels) {
        Map<String, String> provenance = provenance(model, picture, table);
        List<String> head =
                new ArrayList<>(ChannelColumn.ALL.stream().map(ChannelColumn::fileName).toList());
        head.addAll(provenance.keySet());
        var text = new StringBuilder(line(head));
        for (int channel : channels) {
            List<String> fields = new ArrayList<>(figures(table, channel));
            fields.addAll(provenance.values());
            text.append(line(fields));
        }
        return text.toString();
    }

    private static List<String> figures(ChannelTable table, int channel) {
        return ChannelColumn.ALL.stream().map(column -> column.exact(table, channel)).toList();
    }

    private static Map<String, String> provenance(
            String model, MaskPicture picture, ChannelTable table) {
        RunRequest request = picture.request();
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("ranked_by", table.rankedBy().label());
        provenance.put("model", model);
        provenance.put("module", table.scores().site().moduleName());
        provenance.put("method", request.setting().method().cliName());
        provenance.put("level", Double.toString(picture.site().level()));
        provenance.put("positions", Long.toString(table.scores().positions()));
        provenance.put("skipped_positions", Integer.toString(table.scores().skippedPositions()));
        provenance.put("reliability", Double.toString(table.scores().reliability()));
        return provenance;
    }

    private static String line(List<String> fields) {
        return String.join(",", fields.stream().map(ChannelText::field).toList()) + CSV_LINE_END;
    }

    private static String field(String text) {
        boolean quoted = text.chars().anyMatch(sign -> ",\"\r\n".indexOf(sign) >= 0);
        return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
