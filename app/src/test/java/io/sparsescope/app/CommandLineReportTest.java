package io.sparsescope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report} writes a session as one page. */
final class CommandLineReportTest {
    @TempDir private Path directory;

    @Test
    void everyViewStandsInOnePageThatNeedsNothingElse() throws Exception {
        Path session = directory.resolve("half.sparsescope.json");
        SavedSession.write(session, 0.5);
        Path page = directory.resolve("report.html");
        var written = CommandLineSession.succeed("report", session, "--out", page);
        int views = ReportPage.views().size();
        assertEquals(page + ": " + views + " views", written.out().strip());

        Document report = ReportPage.read(page);
        assertEquals("storybook-14m, 50 % sparse", report.title());
        assertEquals(ReportPage.views(), report.select("section[id]").eachAttr("id"));
        ReportPage.needsNothingElse(report);
        for (Element section : report.select("section[id]")) {
            ReportPage.isComplete(section);
        }
        assertTrue(
                report.select("section:not([id]) li").eachText().toString().contains("Sweep"),
                "what is missing is not told");
    }

    @Test
    void whatThePageSaysIsWhatItsCommandsWrite() throws IOException {
        Path session = directory.resolve("half.sparsescope.json");
        SavedSession.write(session, 0.5);
        Path page = directory.resolve("report.html");
        CommandLineSession.succeed("report", session, "--out", page);
        Element section = Jsoup.parse(page.toFile()).select("#next-token").getFirst();
        List<String> commands = section.select("pre").text().lines().toList();
        String told = commands.getLast();
        assertTrue(told.contains(" half.sparsescope.json "), told);
        Path csv = directory.resolve("next-token.csv");
        CommandLineSession.succeed("view", session, "--view", "next-token", "--out", csv);
        List<CSVRecord> table;
        try (CSVParser parser = CSVParser.parse(csv, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
            table = parser.getRecords();
        }
        List<Element> lines = section.select(".data").getFirst().select("tbody tr");
        assertEquals(Math.min(40, table.size() - 1), lines.size());
        for (int line = 0; line < lines.size(); line++) {
            List<Element> cells = lines.get(line).select("td");
            CSVRecord written = table.get(line + 1);
            assertEquals(written.size(), cells.size());
            for (int cell = 0; cell < cells.size(); cell++) {
                assertSame(written.get(cell), cells.get(cell).wholeText());
            }
        }
    }

    /** Numbers are rounded on the page. */
    private static void assertSame(String written, String shown) {
        if (written.matches("-?[0-9]*\\.[0-9]+(E-?[0-9]+)?")) {
            double value = Double.parseDouble(written);
            assertEquals(value, Double.parseDouble(shown), 1e-5 * Math.abs(value));
        } else {
            assertEquals(written, shown);
        }
    }

    @Test
    void whatIsWrongIsFoundBeforeAnythingIsRun() throws IOException {
        Path session = directory.resolve("half.sparsescope.json");
        SavedSession.write(session, 0.5);
        var noPage = CommandLineSession.execute("report", session, "--out", "x.pdf");
        assertEquals(2, noPage.code());
        assertTrue(noPage.err().contains(".html"), noPage.err());
        Path page = directory.resolve("x.html");
        var noSession =
                CommandLineSession.execute("report", CommandLineSession.BUNDLED, "--out", page);
        assertEquals(2, noSession.code());
        assertTrue(noSession.err().contains("no session"), noSession.err());
        var noPlace =
                CommandLineSession.execute(
                        "report", session, "--out", directory.resolve("none/x.html"));
        assertEquals(5, noPlace.code());
        assertTrue(noPlace.err().contains("none"), noPlace.err());
        assertFalse(Files.exists(page));
    }
}
