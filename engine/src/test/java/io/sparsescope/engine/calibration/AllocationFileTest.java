package io.sparsescope.engine.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Allocation tables as files: what is written comes back, what is unsound is refused. */
class AllocationFileTest {
    private static final String HEADER =
            "layer,q_proj,k_proj,v_proj,o_proj,gate_proj,up_proj,down_proj\n";
    private static final String LAYER_0 = "0,0,0.1,0.2,0.3,0.4,0.5,0.6\n";
    private static final String LAYER_1 = "1,.5,5e-1,0.5,0.5,0.5,0.5,0.5\n";

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"table.csv", "table.json", "TABLE.CSV"})
    void whatIsWrittenComesBack(String name) {
        AllocationTable table = random(5);
        Path file = directory.resolve(name);
        AllocationFile.write(file, table);
        assertEquals(table, AllocationFile.read(file, 5));
    }

    @Test
    void csvIsOneLineForEachLayer() throws IOException {
        Path file = directory.resolve("table.csv");
        AllocationFile.write(file, AllocationTable.uniform(2, 0.25));
        assertEquals(
                HEADER
                        + "0,0.25,0.25,0.25,0.25,0.25,0.25,0.25\n"
                        + "1,0.25,0.25,0.25,0.25,0.25,0.25,0.25\n",
                Files.readString(file));
    }

    @Test
    void spreadsheetsMayTurnTheColumnsAndTheLineEnds() throws IOException {
        Path file = directory.resolve("table.csv");
        Files.writeString(file, HEADER + LAYER_1 + LAYER_0);
        AllocationTable plain = AllocationFile.read(file, 2);
        Files.writeString(
                file,
                "\ufefflayer;q_proj;v_proj;k_proj;o_proj;gate_proj;up_proj;down_proj\r\n"
                                .replace(';', ',')
                        + "0, 0, 0.2, 0.1, 0.3, 0.4, 0.5, 0.6\r\n1,.5,.5,.5,.5,.5,.5,.5\r\n\r\n");
        assertEquals(plain, AllocationFile.read(file, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,0,0.1,0.2,0.3,0.4,0.5,1       | line 2: down_proj 1 is not at least 0",
                "0,0,-0.1,0.2,0.3,0.4,0.5,0.6    | line 2: k_proj -0.1 is not at least 0",
                "0,0,NaN,0.2,0.3,0.4,0.5,0.6     | line 2: k_proj 'NaN' is no number",
                "0,0,0x1p-3,0.2,0.3,0.4,0.5,0.6  | line 2: k_proj '0x1p-3' is no number",
                "0,0,,0.2,0.3,0.4,0.5,0.6        | line 2: k_proj '' is no number",
                "0,0,5,0,1,0,2,0,3,0,4,0,5,0,6   | line 2: 15 values for 8 columns",
                "first,0,0.1,0.2,0.3,0.4,0.5,0.6 | line 2: layer 'first' is no whole number",
                "-1,0,0.1,0.2,0.3,0.4,0.5,0.6    | line 2: layer '-1' is no whole number",
                "1,0,0.1,0.2,0.3,0.4,0.5,0.6     | line 3: layer 1 stands twice",
                "2,0,0.1,0.2,0.3,0.4,0.5,0.6     | has no level of layer 0 q_proj",
            })
    void unsoundLinesAreRefusedByNumber(String line, String problem) throws IOException {
        refuse(MalformedInputException.class, "t.csv", HEADER + line + "\n" + LAYER_1, problem);
    }

    @Test
    void unsoundHeadersAreRefused() throws IOException {
        Class<MalformedInputException> type = MalformedInputException.class;
        refuse(type, "t.csv", HEADER.replace("up_proj", "upper"), "unknown column 'upper'");
        refuse(type, "t.csv", HEADER.replace(",up_proj", ""), "no column up_proj");
        refuse(type, "t.csv", HEADER.replace("up_proj", "q_proj"), "a column stands twice");
        refuse(type, "t.csv", LAYER_0, "unknown column '0'");
        refuse(type, "t.csv", HEADER, "holds no levels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                | is not sound JSON",
                "{}                                               | 'levels' is no object",
                "{\"levels\": {}}                                 | holds no levels",
                "{\"levels\": {}, \"method\": 1}                  | unknown key 'method'",
                "{\"levels\": {\"q_proj\": 0}}                    | key 'q_proj' names no projection",
                "{\"levels\": {\"model.layers.0.mlp.up_proj\": 1}}     | 1 is not at least 0",
                "{\"levels\": {\"model.layers.0.mlp.up_proj\": \"0\"}} | \"0\" is no number",
                "{\"levels\": {\"model.layers.0.mlp.up_proj\": 0}}     | has no level of layer 0 q_proj",
                "{\"levels\": {\"model.layers.0.mlp.up_proj\": 0, \"model.layers.0.mlp.up_proj\": 0}} | Duplicate",
                "{\"levels\": {\"model.layers.0.mlp.up_proj\": 0, \"model.layers.00.mlp.up_proj\": 0}} | stands twice",
            })
    void unsoundTreesAreRefusedByKey(String text, String problem) throws IOException {
        refuse(MalformedInputException.class, "t.json", text, problem);
    }

    @Test
    void whatIsSoundButDoesNotFitIsUnsupported() throws IOException {
        Class<UnsupportedInputException> type = UnsupportedInputException.class;
        refuse(type, "t.csv", HEADER + LAYER_0, "has levels of 1 layers, the model has 2");
        refuse(type, "t.txt", HEADER + LAYER_0, "ends neither in .csv nor in .json");
        Path file = directory.resolve("table.txt");
        assertThrows(type, () -> AllocationFile.write(file, AllocationTable.uniform(1, 0)));
        assertTrue(Files.notExists(file));
    }

    @Test
    void missingFileIsRefused() {
        for (String name : new String[] {"none.csv", "none.json"}) {
            Path file = directory.resolve(name);
            assertThrows(MalformedInputException.class, () -> AllocationFile.read(file, 2));
        }
    }

    private void refuse(
            Class<? extends BadInputException> type, String name, String text, String problem)
            throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        BadInputException refused = assertThrows(type, () -> AllocationFile.read(file, 2));
        assertEquals(file, refused.file());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith(file + ": "), message);
        assertTrue(message.contains(problem), message);
    }

    private static AllocationTable random(int layers) {
        Random random = new Random(1);
        var levels = new TreeMap<ProjectionSite, Double>();
        AllocationTable.uniform(layers, 0)
                .levels()
                .forEach((site, _) -> levels.put(site, random.nextDouble()));
        return new AllocationTable(levels);
    }
}
