package io.sparsescope.engine.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparsescope.engine.format.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Results are written as files that other programs read. */
final class DataFormatTest {
    private static final String[] TOKENS = {
        "=1+1", "say \"hi\"", "a,b", "\n", "\r\n", "\u4f60\u597d", "\ud83d\ude00 end", "'quoted", ""
    };

    @TempDir private Path folder;

    private static ResultTables result() {
        Axis position =
                Axis.numbered(
                        "position",
                        TOKENS.length,
                        new Column("token", "text", new Values.Texts(TOKENS)));
        Axis run = Axis.named("run", "which", "dense", "sparse");
        double[] values = new double[2 * TOKENS.length];
        boolean[] kept = new boolean[values.length];
        for (int index = 0; index < values.length; index++) {
            values[index] = index - 1.5;
            kept[index] = index % 3 == 0;
        }
        values[1] = Double.NaN;
        values[2] = Double.NEGATIVE_INFINITY;
        values[3] = 1e-300;
        var cells =
                new Grid(
                        "cells",
                        List.of(position, run),
                        List.of(
                                new Column("kl", "nats", "how far", new Values.Doubles(values)),
                                new Column("kept", "kept", new Values.Flags(kept))));
        var vectors =
                new Pieces(
                        "vectors",
                        new Heading("value", "float32", "", "a value"),
                        "channel",
                        List.of(piece(0, 0.5f, -0.25f), piece(1, 3f)));
        return new ResultTables(
                List.of(cells, vectors), Map.of("Model", "=tiny \u00fc", "Version", "1"));
    }

    private static Pieces.Piece piece(long layer, float... values) {
        var key = new Column("layer", "which", new Values.Longs(layer));
        return new Pieces.Piece("alpha." + layer, List.of(key), new Values.Floats(values));
    }

    @Test
    void nastyTokensComeBackFromCsvAsTheyWere() throws IOException {
        Path file = folder.resolve("x.csv");
        DataFormat.CSV.write(file, result());
        List<List<String>> records = PlainCsv.read(Files.readString(file));
        assertEquals(List.of("position", "token", "run", "kl", "kept"), records.getFirst());
        assertEquals(1 + 2 * TOKENS.length, records.size());
        for (int position = 0; position < TOKENS.length; position++) {
            List<String> record = records.get(1 + 2 * position);
            assertEquals(TOKENS[position], SpreadsheetText.original(record.get(1)));
        }
        assertEquals(List.of("0", "'=1+1", "dense", "-1.5", "true"), records.get(1));
        assertEquals("", records.get(2).get(3), "no number is an empty cell");
        assertEquals("", records.get(3).get(3), "an infinite number is an empty cell");
        assertEquals("1.0E-300", records.get(4).get(3));
        assertEquals(
                List.of(
                        List.of("layer", "channel", "value"),
                        List.of("0", "0", "0.5"),
                        List.of("0", "1", "-0.25"),
                        List.of("1", "0", "3.0")),
                PlainCsv.read(Files.readString(folder.resolve("x-vectors.csv"))));
    }

    @Test
    void whatStandsBesideTheTablesSaysWhereTheyComeFromAndWhatTheyHold() throws Exception {
        Path file = folder.resolve("x.csv");
        DataFormat.CSV.write(file, result());
        JsonNode json = new ObjectMapper().readTree(folder.resolve("x.csv.json").toFile());
        assertEquals("=tiny \u00fc", json.at("/provenance/Model").asText());
        assertEquals("cells", json.at("/tables/0/name").asText());
        assertEquals(18, json.at("/tables/0/rows").asInt());
        assertEquals("nats", json.at("/tables/0/columns/3/unit").asText());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        assertEquals(HexFormat.of().formatHex(digest), json.at("/tables/0/sha256").asText());
    }

    private static PlainNpz.Npy array(Map<String, PlainNpz.Npy> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    @Test
    void numpysArraysAreReadAsDocumented() throws IOException {
        Path file = folder.resolve("x.npz");
        DataFormat.NPZ.write(file, result());
        Map<String, PlainNpz.Npy> arrays = PlainNpz.read(file);
        assertEquals(
                List.of(
                        "cells.token",
                        "cells.run",
                        "cells.kl",
                        "cells.kept",
                        "alpha.0",
                        "alpha.1",
                        "provenance"),
                List.copyOf(arrays.keySet()));
        var divergence = array(arrays, "cells.kl");
        assertArrayEquals(new int[] {TOKENS.length, 2}, divergence.shape());
        assertTrue(Double.isNaN(divergence.doubles()[1]));
        assertEquals(Double.NEGATIVE_INFINITY, divergence.doubles()[2]);
        assertEquals(15.5, divergence.doubles()[17]);
        assertArrayEquals(TOKENS, array(arrays, "cells.token").texts());
        assertEquals("|b1", array(arrays, "cells.kept").type());
        assertEquals("<f4", array(arrays, "alpha.0").type());
        assertArrayEquals(new int[0], array(arrays, "provenance").shape());
        JsonNode words = new ObjectMapper().readTree(array(arrays, "provenance").texts()[0]);
        assertEquals("=tiny \u00fc", words.at("/provenance/Model").asText());
        assertEquals("position", words.at("/arrays/2/axes/0").asText());
        assertEquals("nats", words.at("/arrays/2/unit").asText());
    }

    @Test
    void safetensorsHoldNumbersAsTensorsAndWordsAsMetadata() throws IOException {
        Path file = folder.resolve("x.safetensors");
        DataFormat.SAFETENSORS.write(file, result());
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            assertArrayEquals(new float[] {0.5f, -0.25f}, tensors.tensor("alpha.0").toFloats());
            assertEquals("=tiny \u00fc", tensors.metadata().get("Model"));
            JsonNode tokens = new ObjectMapper().readTree(tensors.metadata().get("cells.token"));
            for (int position = 0; position < TOKENS.length; position++) {
                assertEquals(TOKENS[position], tokens.get(position).asText());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesDependNeitherOnLocaleNorTimeZone(DataFormat format) throws IOException {
        Path here = folder.resolve("here" + format.ending());
        format.write(here, result());
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        Path there = folder.resolve("there" + format.ending());
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            format.write(there, result());
            assertArrayEquals(Files.readAllBytes(here), Files.readAllBytes(there));
            Locale.setDefault(Locale.GERMANY);
            format.write(there, result());
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertArrayEquals(Files.readAllBytes(here), Files.readAllBytes(there));
    }

    @ParameterizedTest
    @EnumSource
    void whereSomethingCannotBeWrittenNothingChanges(DataFormat format) throws IOException {
        Path file = folder.resolve("x" + format.ending());
        Files.writeString(file, "old");
        // the last file of a CSV result; the only one of the others
        Path blocked = folder.resolve(format == DataFormat.CSV ? "x.csv.json" : "y.x");
        Files.createDirectories(blocked.resolve("full"));
        Path target = format == DataFormat.CSV ? file : blocked.resolve("none").resolve("x.npz");
        var failure =
                assertThrows(UncheckedIOException.class, () -> format.write(target, result()));
        String words = String.valueOf(failure.getMessage());
        assertTrue(words.contains("cannot be written"), words);
        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count(), "something was left behind");
        }
    }

    @Test
    void anOldResultIsReplaced() throws IOException {
        Path file = folder.resolve("x.csv");
        Files.write(file, "old".getBytes(StandardCharsets.UTF_8));
        DataFormat.CSV.write(file, result());
        assertTrue(Files.readString(file).startsWith("position,"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void theEndingSaysTheFormat() {
        assertEquals(Optional.of(DataFormat.NPZ), DataFormat.of(Path.of("a/B.NPZ")));
        assertEquals(Optional.empty(), DataFormat.of(Path.of("a.png")));
    }
}
