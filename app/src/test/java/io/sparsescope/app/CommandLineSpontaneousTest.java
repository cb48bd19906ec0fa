package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static io.sparsescope.app.CommandLineSession.GOLDEN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run} and {@code generate} with spontaneous vectors. */
final class CommandLineSpontaneousTest {
    private static final double BOUND = 2e-4;

    @TempDir private Path directory;

    private float[] logits(Path model, Object... options) {
        Path dump = directory.resolve("dump.safetensors");
        CommandLineSession.succeed(
                Stream.concat(
                                Stream.of("run", model, "--ids", ids(model), "--dump", dump),
                                Stream.of(options))
                        .toArray());
        try (SafetensorsFile file = SafetensorsFile.open(dump)) {
            return file.tensor("logits").toFloats();
        }
    }

    private static String ids(Path model) {
        try (SafetensorsFile expected =
                SafetensorsFile.open(model.resolve("expected.safetensors"))) {
            return Arrays.stream(expected.tensor("input_ids").toLongs())
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(","));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3"})
    void theReferenceFileGivesTheReferenceLogits(String name) {
        Path model = GOLDEN.resolveSibling(name);
        Path reference = model.resolve("expected_sparse.safetensors");
        float[] actual = logits(model, "--thresholds", reference, "--spontaneous", reference);
        try (SafetensorsFile file = SafetensorsFile.open(reference)) {
            float[] expected = file.tensor("logits.spontaneous").toFloats();
            double largest = 0;
            double apart = 0;
            for (int index = 0; index < expected.length; index++) {
                largest = Math.max(largest, Math.abs(expected[index]));
                apart = Math.max(apart, Math.abs((double) expected[index] - actual[index]));
            }
            assertEquals(expected.length, actual.length);
            assertTrue(apart <= BOUND * largest, "differs by " + apart / largest);
        }
    }

    @Test
    void withoutZerosVectorsChangeNothingAndZeroVectorsNeverDo() {
        Path reference = GOLDEN.resolve("expected_sparse.safetensors");
        Path zeros = directory.resolve("zeros.safetensors");
        SpontaneousFixture.write(zeros, GOLDEN, Projection.DOWN_PROJ, 0, 0.5, null);

        assertArrayEquals(logits(GOLDEN), logits(GOLDEN, "--spontaneous", reference));
        float[] bare = logits(GOLDEN, "--thresholds", reference);
        assertArrayEquals(bare, logits(GOLDEN, "--thresholds", reference, "--spontaneous", zeros));
        assertArrayEquals(
                bare,
                logits(
                        GOLDEN,
                        "--thresholds",
                        reference,
                        "--spontaneous",
                        reference,
                        "--strength",
                        0));
        float[] whole = logits(GOLDEN, "--thresholds", reference, "--spontaneous", reference);
        assertFalse(Arrays.equals(bare, whole));
        for (String[] option : new String[][] {{"--strength", "0.5"}, {"--sites", "down_proj,0"}}) {
            float[] some =
                    logits(
                            GOLDEN,
                            "--thresholds",
                            reference,
                            "--spontaneous",
                            reference,
                            option[0],
                            option[1]);
            assertFalse(Arrays.equals(bare, some) || Arrays.equals(whole, some), option[0]);
        }
    }

    @Test
    void useElsewhereIsWarnedOfAndLevelZeroIsNot() {
        Path file = directory.resolve("v.safetensors");
        SpontaneousFixture.write(
                file, BUNDLED, Projection.DOWN_PROJ, 0.1, 0.5, new PositionRule.All());
        Object[] start = {"run", BUNDLED, "--prompt", "Once upon a time", "--spontaneous", file};
        assertEquals("", CommandLineSession.succeed(start).err());
        assertEquals("", CommandLineSession.succeed(with(start, "--sparsity", 0.5)).err());
        String err =
                CommandLineSession.succeed(with(start, "--sparsity", 0.4, "--method", "topk"))
                        .err();
        assertTrue(
                err.startsWith("warning: ")
                        && err.contains("made for teal at 50 %, used with topk at 40 %"),
                err);
    }

    @Test
    void generationGoesAnotherWayWithVectorsAndTheSameWithZeros() {
        Path zeros = directory.resolve("zeros.safetensors");
        Path file = directory.resolve("v.safetensors");
        var all = new PositionRule.All();
        SpontaneousFixture.write(zeros, BUNDLED, Projection.O_PROJ, 0, 0.5, all);
        SpontaneousFixture.write(file, BUNDLED, Projection.O_PROJ, 0.3, 0.5, all);
        Object[] start = {
            "generate",
            BUNDLED,
            "--prompt",
            "Once upon a time",
            "--max-tokens",
            20,
            "--sparsity",
            0.5
        };
        String bare = CommandLineSession.succeed(start).out();
        assertEquals(bare, CommandLineSession.succeed(with(start, "--spontaneous", zeros)).out());
        assertFalse(
                bare.equals(CommandLineSession.succeed(with(start, "--spontaneous", file)).out()));
    }

    private static Object[] with(Object[] start, Object... more) {
        return Stream.concat(Stream.of(start), Stream.of(more)).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "2,--spontaneous mean,for 'evaluate'",
        "2,--strength 0.5,belong to --spontaneous",
        "2,--spontaneous V --strength 2,at most 1.5",
        "2,--spontaneous V --sites sideways,3.down_proj",
        "2,--spontaneous V --thresholds R --sites q_proj,no vectors at q_proj",
        "2,--spontaneous V,use it alone",
        "2,--spontaneous V --thresholds R --interpolate,the level must be known",
        "3,--spontaneous missing.safetensors,no such file",
        "3,--spontaneous T,holds no tensor"
    })
    void whatMeansNothingIsRefusedWithAReason(int code, String options, String reason)
            throws Exception {
        Path file = directory.resolve("v.safetensors");
        SpontaneousFixture.write(file, GOLDEN, Projection.DOWN_PROJ, 0.1, 0.5, null);
        Path reference = GOLDEN.resolve("expected_sparse.safetensors");
        Path other = directory.resolve("other.safetensors");
        Files.copy(GOLDEN.resolve("model.safetensors"), other);
        String several =
                reason.equals("use it alone")
                        ? file + "," + reference + " --thresholds " + reference
                        : file.toString();
        String words =
                options.replace("V", several)
                        .replace(" R", " " + reference)
                        .replace(" T", " " + other);
        Object[] start = {"run", GOLDEN, "--ids", CommandLineSession.goldenIds()};
        CommandLineSession refused =
                CommandLineSession.execute(with(start, (Object[]) words.split(" ")));
        assertEquals(code, refused.code(), refused.err());
        assertTrue(refused.err().contains(reason), refused.err());
    }
}
