package io.sparsescope.engine.table;

import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values sign by sign after the grammar of RFC 4180, and nothing else. */
final class PlainCsv {
    private final String text;
    private int next;

    private PlainCsv(String text) {
        this.text = text;
    }

    static List<List<String>> read(String text) {
        var reader = new PlainCsv(text);
        List<List<String>> records = new ArrayList<>();
        while (reader.next < text.length()) {
            records.add(reader.record());
        }
        return records;
    }

    private List<String> record() {
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (text.startsWith(",", next)) {
            next++;
            fields.add(field());
        }
        if (!text.startsWith("\r\n", next)) {
            throw new AssertionError("no CR LF at " + next + " of " + text);
        }
        next += 2;
        return fields;
    }

    private String field() {
        return text.startsWith("\"", next) ? quoted() : bare();
    }

    private String bare() {
        int start = next;
        while (",\"\r\n".indexOf(text.charAt(next)) < 0) {
            next++;
        }
        return text.substring(start, next);
    }

    private String quoted() {
        StringBuilder field = new StringBuilder();
        next++;
        while (true) {
            char sign = text.charAt(next++);
            if (sign != '"') {
                field.append(sign);
            } else if (text.startsWith("\"", next)) {
                field.append('"');
                next++;
            } else {
                return field.toString();
            }
        }
    }
}
