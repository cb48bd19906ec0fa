package io.sparsescope.views.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.sparsescope.engine.table.DataTable;
import io.sparsescope.engine.table.Heading;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The beginning of a table of data. */
final class HtmlTable {
    /** More is for a program to read. */
    private static final int ROWS = 40;

    private HtmlTable() {}

    static DomContent of(DataTable data) {
        List<Heading> headings = data.headings();
        int shown = Math.min(ROWS, data.rowCount());
        return div(table(
                        caption(words(data, shown)),
                        thead(tr(each(headings, HtmlTable::heading))),
                        tbody(
                                each(
                                        IntStream.range(0, shown).boxed().toList(),
                                        row -> line(headings, data.row(row))))))
                .withClass("data");
    }

    private static String words(DataTable data, int shown) {
        String name = data.name().replace('_', ' ');
        return shown == data.rowCount()
                ? name
                : String.format(
                        Locale.ROOT,
                        "%s: the first %d of %,d lines; the command below writes all",
                        name,
                        shown,
                        data.rowCount());
    }

    private static DomContent heading(Heading heading) {
        String unit = heading.unit().isEmpty() ? "" : ", " + heading.unit();
        return th(heading.name().replace('_', ' ') + unit)
                .withTitle(heading.meaning())
                .attr("scope", "col");
    }

    private static DomContent line(List<Heading> headings, List<String> words) {
        return tr(
                each(
                        IntStream.range(0, words.size()).boxed().toList(),
                        column -> cell(headings.get(column), words.get(column))));
    }

    private static DomContent cell(Heading heading, String word) {
        boolean isText = heading.type().equals("str");
        return isText ? td(word).withClass("words") : td(rounded(word));
    }

    /** Six digits: what a person reads; the file has all of them. */
    private static String rounded(String word) {
        if (!word.contains(".") && !word.contains("E")) {
            return word;
        }
        try {
            return String.format(Locale.ROOT, "%.6g", Double.parseDouble(word));
        } catch (NumberFormatException _) {
            return word;
        }
    }
}
