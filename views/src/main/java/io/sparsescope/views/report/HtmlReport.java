package io.sparsescope.views.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.html;
import static j2html.TagCreator.img;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import io.sparsescope.views.report.Report.Section;
import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * A report as HTML. Figures and style are inside; the document forbids itself to load or run
 * anything, so that it shows the same wherever it is opened.
 */
final class HtmlReport {
    /** Nothing is loaded from anywhere, and nothing is run. */
    private static final String POLICY =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private HtmlReport() {}

    static byte[] bytes(Report report) {
        String page =
                "<!DOCTYPE html>\n"
                        + html(head(report), content(report)).withLang("en").render()
                        + "\n";
        return page.getBytes(StandardCharsets.UTF_8);
    }

    private static DomContent head(Report report) {
        return j2html.TagCreator.head(
                meta().withCharset("utf-8"),
                meta().attr("http-equiv", "Content-Security-Policy").withContent(POLICY),
                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                j2html.TagCreator.title(report.title()),
                style(rawHtml(sheet())));
    }

    private static DomContent content(Report report) {
        return body(
                main(
                        h1(report.title()),
                        facts(report.facts()),
                        pre(code(report.command())),
                        nav(
                                ul(
                                        each(
                                                report.sections(),
                                                view ->
                                                        li(
                                                                a(view.title())
                                                                        .withHref(
                                                                                "#"
                                                                                        + view
                                                                                                .name()))))),
                        each(report.sections(), HtmlReport::section),
                        missing(report.missing())));
    }

    private static DomContent section(Section view) {
        String picture =
                "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(view.svg());
        return j2html.TagCreator.section(
                        h2(view.title()),
                        figure(img().withSrc(picture).withAlt(view.title() + ", as a figure")),
                        each(view.tables().tables(), HtmlTable::of),
                        details(
                                summary("Where this comes from, and how to make it again"),
                                facts(view.tables().provenance()),
                                pre(code(view.figureCommand() + "\n" + view.dataCommand()))))
                .withId(view.name());
    }

    private static DomContent facts(Map<String, String> facts) {
        return table(
                        tbody(
                                each(
                                        facts.entrySet(),
                                        fact ->
                                                tr(
                                                        th(fact.getKey()).attr("scope", "row"),
                                                        td(fact.getValue())))))
                .withClass("facts");
    }

    private static DomContent missing(Map<String, String> missing) {
        if (missing.isEmpty()) {
            return rawHtml("");
        }
        return j2html.TagCreator.section(
                h2("Not in this report"),
                ul(each(missing.entrySet(), view -> li(view.getKey() + ": " + view.getValue()))));
    }

    private static String sheet() {
        try (InputStream sheet = HtmlReport.class.getResourceAsStream("report.css")) {
            if (sheet == null) {
                throw new IllegalStateException("report.css is missing from the class path");
            }
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
