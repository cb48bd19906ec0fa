package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way of telling a command what to drop. */
class CommandLineSparsityTest {
    private static final String PROMPT = "The old sailor looked at the sea and";

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"teal", "topk", "wina", "cats"})
    void aPlanWrittenByCalibrateRunsTheSame(String method) throws Exception {
        Path text =
                Files.writeString(
                        directory.resolve("text.txt"),
                        "Once upon a time there was an old sailor. ".repeat(40));
        Path plan = directory.resolve("plan.json");
        CommandLineSession.succeed(
                "calibrate",
                BUNDLED,
                "--text",
                text,
                "--out",
                directory.resolve("calibration.safetensors"),
                "--sparsity",
                0.5,
                "--method",
                method,
                "--plan",
                plan);
        String asked = run("--calibration", text, "--sparsity", 0.5, "--method", method).out();
        assertEquals(asked, run("--plan", plan).out());
        assertTrue(asked.contains("realised sparsity 0."), asked);
    }

    @Test
    void denseProjectionsAndLevelsOfTheirOwnChangeWhatIsRealised() {
        double all = realised("--sparsity", 0.5);
        double fewer = realised("--sparsity", 0.5, "--dense", "down_proj,0");
        double more = realised("--sparsity", 0.5, "--level", "down_proj=0.9");
        assertTrue(fewer < all - 0.1 && more > all + 0.01, fewer + " " + all + " " + more);
        assertEquals(0.5 / 7, realised("--level", "down_proj=0.5"), 0.02);
    }

    @Test
    void aTableOfLevelsHoldsAsItIsAtItsOwnMeanAndScalesOtherwise() throws Exception {
        var table =
                new StringBuilder(
                        "layer,q_proj,k_proj,v_proj,o_proj,gate_proj,up_proj,down_proj\n");
        for (int layer = 0; layer < 8; layer++) {
            table.append(layer).append(",0,0,0,0,0,0,0.6\n");
        }
        Path file = Files.writeString(directory.resolve("table.csv"), table);
        double mean = 0.6 * 384 * 1024 / (2 * 384 * 384 + 2 * 384 * 128 + 3 * 384 * 1024);
        double asItIs = realised("--sparsity", mean, "--allocation", file);
        assertEquals(0.6 / 7, asItIs, 0.02);
        assertEquals(0.3 / 7, realised("--sparsity", mean / 2, "--allocation", file), 0.02);
    }

    @Test
    void catsDropsMlpChannelsOnly() {
        assertEquals(2 * 0.5 / 7, realised("--sparsity", 0.5, "--method", "cats"), 0.03);
    }

    @ParameterizedTest
    @CsvSource({
        "--method cats --sparsity 0.5 --level q_proj=0.1,q_proj",
        "--sparsity 0.5 --plan x.json,without other",
        "--sparsity 0.5 --allocation sideways,greedy",
        "--sparsity 0.5 --allocation greedy --method cats,uniform",
        "--sparsity 0.5 --dense sideways,3.down_proj",
        "--level down_proj=2,less than 1",
        "--sparsity 0.5 --method magic,cats"
    })
    void whatMeansNothingIsRefusedWithAReason(String options, String reason) {
        List<Object> arguments = new ArrayList<>(List.of("run", BUNDLED, "--prompt", PROMPT));
        Collections.addAll(arguments, (Object[]) options.split(" "));
        CommandLineSession refused = CommandLineSession.execute(arguments.toArray());
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains(reason), refused.err());
    }

    private static double realised(Object... options) {
        return Double.parseDouble(run(options).outLines().getLast().split("[ ,]")[2]);
    }

    private static CommandLineSession run(Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("run", BUNDLED, "--prompt", PROMPT));
        Collections.addAll(arguments, options);
        return CommandLineSession.succeed(arguments.toArray());
    }
}
