package io.sparsescope.engine.table;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.format.FileSet;
import io.sparsescope.engine.format.Sha256;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * A result as CSV files: the first table goes to {@code FILE.csv}, every other one to {@code
 * FILE-TABLE.csv}. RFC 4180 has no place for comments, so provenance, units and meanings stand in
 * {@code FILE.csv.json} beside them, with the hash of every table, by which a reader knows that the
 * files belong together. Either all of them are written or none.
 */
final class CsvFiles {
    private static final String ENDING = DataFormat.CSV.ending();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CsvFiles() {}

    static void write(Path file, ResultTables result) {
        ObjectNode description = result.provenanceTree();
        ArrayNode tables = description.putArray("tables");
        try (FileSet files = new FileSet()) {
            for (DataTable table : result.tables()) {
                boolean isFirst = table.equals(result.tables().getFirst());
                MessageDigest digest = Sha256.begin();
                files.add(
                        isFirst ? file : beside(file, table),
                        channel -> print(table, channel, digest));
                describe(table, tables.addObject(), Sha256.hex(digest));
            }
            byte[] text =
                    MAPPER.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(description)
                            .getBytes(StandardCharsets.UTF_8);
            files.add(description(file), AtomicFile.content(text));
            files.commit();
        } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new IllegalStateException("words and numbers can always be written", impossible);
        }
    }

    /** The file that says what the others hold. */
    static Path description(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    private static Path beside(Path file, DataTable table) {
        String name = String.valueOf(file.getFileName());
        String stem = name.substring(0, name.length() - ENDING.length());
        return file.resolveSibling(stem + "-" + table.name() + ENDING);
    }

    private static void print(DataTable table, FileChannel channel, MessageDigest digest)
            throws IOException {
        var stream = new DigestOutputStream(Channels.newOutputStream(channel), digest);
        Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        CsvText.print(table, writer);
        writer.flush(); // the channel stays open: its owner forces it to the disk
    }

    private static void describe(DataTable table, ObjectNode entry, String hash) {
        entry.put("name", table.name()).put("rows", table.rowCount()).put("sha256", hash);
        ArrayNode columns = entry.putArray("columns");
        for (Heading heading : table.headings()) {
            columns.addObject()
                    .put("name", heading.name())
                    .put("type", heading.type())
                    .put("unit", heading.unit())
                    .put("meaning", heading.meaning());
        }
    }
}
