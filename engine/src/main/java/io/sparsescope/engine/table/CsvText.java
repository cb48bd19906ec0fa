package io.sparsescope.engine.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Tables as comma-separated values after RFC 4180: a line of names, CR LF behind every line, quotes
 * where they are needed. Decimals have a point in every locale; what is no finite number is empty;
 * texts are harmless in a spreadsheet, see {@link SpreadsheetText}.
 */
public final class CsvText {
    private CsvText() {}

    /** A table as text. */
    public static String of(DataTable table) {
        StringBuilder text = new StringBuilder();
        try {
            print(table, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** Writes a table. */
    static void print(DataTable table, Appendable out) throws IOException {
        var printer = new CSVPrinter(out, CSVFormat.RFC4180);
        List<String> names = table.headings().stream().map(Heading::name).toList();
        printer.printRecord(names);
        int rows = table.rowCount();
        for (int row = 0; row < rows; row++) {
            printer.printRecord(table.row(row));
        }
        printer.flush();
    }
}
