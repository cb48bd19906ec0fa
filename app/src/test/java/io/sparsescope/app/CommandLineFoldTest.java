package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static io.sparsescope.app.CommandLineSession.GOLDEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fold} on the bundled model. */
final class CommandLineFoldTest {
    private static final String PROMPT = "The old sailor looked at the sea and";

    @TempDir private Path directory;

    private Path vectors(Path model, @Nullable PositionRule positions) {
        Path file = directory.resolve("v.safetensors");
        SpontaneousFixture.write(file, model, Projection.DOWN_PROJ, 0.05, 0.5, positions);
        return file;
    }

    @Test
    void theFoldedCheckpointRunsLikeTheVectorsUnderTheSamePlan() throws Exception {
        Path file = vectors(BUNDLED, new PositionRule.All());
        Path target = directory.resolve("folded");
        CommandLineSession session =
                CommandLineSession.succeed("fold", BUNDLED, "--spontaneous", file, "--out", target);
        String check = session.outLines().get(1);
        assertTrue(session.out().contains("vectors of 8 projections"), session.out());
        assertTrue(session.out().contains("F32 beside BF16"), session.out());
        assertTrue(check.contains("at 64 positions"), check);
        double difference = Double.parseDouble(check.replaceAll(".*at most (\\S+) of.*", "$1"));
        assertTrue(difference <= 1e-5, check);
        assertTrue(Files.readString(target.resolve("config.json")).contains("\"mlp_bias\" : true"));
        assertEquals(
                List.of(
                        "config.json",
                        "generation_config.json",
                        "model.safetensors",
                        "tokenizer.json",
                        "tokenizer_config.json"),
                CommandLineSession.filesIn(target));

        Path plan = directory.resolve("plan.json");
        CommandLineSession.succeed(
                "calibrate",
                BUNDLED,
                "--text",
                BUNDLED.resolve("calibration.txt"),
                "--windows",
                2,
                "--window",
                64,
                "--sparsity",
                0.5,
                "--plan",
                plan,
                "--out",
                directory.resolve("calibration.safetensors"));
        String unfolded =
                CommandLineSession.succeed(
                                "run",
                                BUNDLED,
                                "--prompt",
                                PROMPT,
                                "--plan",
                                plan,
                                "--spontaneous",
                                file)
                        .out();
        String folded =
                CommandLineSession.succeed("run", target, "--prompt", PROMPT, "--plan", plan).out();
        assertEquals(unfolded, folded);
    }

    @Test
    void rulesMayBeGivenAndThenWarnWhereTheVectorsWereMadeForOthers() {
        Path file = vectors(BUNDLED, new PositionRule.All());
        CommandLineSession session =
                CommandLineSession.succeed(
                        "fold",
                        BUNDLED,
                        "--spontaneous",
                        file,
                        "--sparsity",
                        0.4,
                        "--strength",
                        0.5,
                        "--out",
                        directory.resolve("folded"));
        assertTrue(session.err().contains("teal at 50 %, used with teal at 40 %"), session.err());
        assertTrue(session.out().contains("strength 0.5"), session.out());
    }

    @Test
    void whatCannotBeFoldedIsRefusedAndNothingIsWritten() throws Exception {
        Path target = directory.resolve("folded");
        Path qwen = GOLDEN.resolveSibling("qwen2");
        refuse(4, "mlp_bias", qwen, vectors(qwen, new PositionRule.All()), target);
        Path skip = vectors(BUNDLED, new PositionRule.SkipFirst(4));
        refuse(2, "not for positions skip:4", BUNDLED, skip, target);
        refuse(2, "does not say for which rules", BUNDLED, vectors(BUNDLED, null), target);
        Path file = vectors(BUNDLED, new PositionRule.All());
        refuse(2, "nothing to fold", BUNDLED, file, target, "--strength", 0);
        refuse(2, "nothing to fold", BUNDLED, file, target, "--level", "o_proj=0.5");
        refuse(2, "outside the vocabulary", BUNDLED, file, target, "--ids", "99999");
        assertFalse(Files.exists(target));
        Path full = Files.createDirectory(directory.resolve("full"));
        Files.writeString(full.resolve("kept.txt"), "mine");
        refuse(2, "not empty", BUNDLED, file, full);
    }

    private static void refuse(
            int code, String reason, Path model, Path file, Path target, Object... more) {
        Object[] start = {"fold", model, "--spontaneous", file, "--out", target};
        CommandLineSession refused =
                CommandLineSession.execute(
                        java.util.stream.Stream.concat(
                                        java.util.stream.Stream.of(start),
                                        java.util.stream.Stream.of(more))
                                .toArray());
        assertEquals(code, refused.code(), refused.err());
        assertTrue(refused.err().contains(reason), refused.err());
    }
}
