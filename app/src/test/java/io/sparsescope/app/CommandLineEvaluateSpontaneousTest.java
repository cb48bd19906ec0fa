package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate --spontaneous}. */
final class CommandLineEvaluateSpontaneousTest {
    @TempDir private Path directory;

    private Evaluation evaluate(Object... options) throws Exception {
        Path json = directory.resolve("figures.json");
        CommandLineSession session =
                CommandLineSession.succeed(
                        Stream.concat(
                                        Stream.of(
                                                "evaluate",
                                                BUNDLED,
                                                "--window",
                                                64,
                                                "--windows",
                                                3,
                                                "--json",
                                                json),
                                        Stream.of(options))
                                .toArray());
        return new Evaluation(session, JsonMapper.builder().build().readTree(json.toFile()));
    }

    private record Evaluation(CommandLineSession session, JsonNode tree) {
        double perplexity(String... path) {
            JsonNode node = tree;
            for (String key : path) {
                node = node.path(key);
            }
            return node.path("perplexity").doubleValue();
        }
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void rowsWithAndWithoutStandInTheTableAndTheSameKeysInTheJson() throws Exception {
        Path file = directory.resolve("v.safetensors");
        String hash =
                SpontaneousFixture.write(
                        file, BUNDLED, Projection.DOWN_PROJ, 0.05, 0.5, new PositionRule.All());
        Evaluation bare = evaluate("--sparsity", "0,0.5,0.6");
        Evaluation with = evaluate("--sparsity", "0,0.5,0.6", "--spontaneous", file);

        assertEquals(keys(bare.tree), keys(with.tree));
        assertEquals(keys(bare.tree.path("0.5")), keys(with.tree.path("0.5")));
        assertEquals(bare.tree.path("0.0"), with.tree.path("0.0"), "nothing to make up for");
        double plain = bare.perplexity("0.5", "teal");
        double compensated = with.perplexity("0.5", "teal");
        double dense = with.perplexity("dense");
        assertEquals(plain, with.perplexity("0.5", "teal", "withoutSpontaneous"));
        assertTrue(plain != compensated);
        assertEquals(
                (plain - compensated) / (plain - dense),
                with.tree.path("0.5").path("teal").path("damageRecovered").doubleValue());
        JsonNode used = with.tree.path("protocol").path("spontaneous");
        assertEquals(2, used.size());
        assertEquals(hash, used.path(0).path("hash").textValue());
        assertEquals(0, used.path(0).path("warnings").size());
        assertEquals(1, used.path(1).path("warnings").size());
        String err = with.session.err();
        assertTrue(err.contains("teal at 50 %, used with teal at 60 %"), err);
        String out = with.session.out();
        assertTrue(out.contains("\n +spontaneous      0.50 "), out);
        assertTrue(
                out.contains(
                        String.format(
                                java.util.Locale.ROOT,
                                "(%.4f - %.4f) / (%.4f - %.4f)",
                                plain,
                                compensated,
                                plain,
                                dense)),
                out);
    }

    @Test
    void ofSeveralFilesTheNearestIsUsedOrTheLineBetween() throws Exception {
        Path low = directory.resolve("low.safetensors");
        Path high = directory.resolve("high.safetensors");
        var all = new PositionRule.All();
        String lowHash = SpontaneousFixture.write(low, BUNDLED, Projection.O_PROJ, 0.1, 0.25, all);
        String highHash = SpontaneousFixture.write(high, BUNDLED, Projection.O_PROJ, 0.3, 0.5, all);
        Evaluation nearest = evaluate("--sparsity", "0.3,0.5", "--spontaneous", low + "," + high);
        JsonNode used = nearest.tree.path("protocol").path("spontaneous");
        assertEquals(lowHash, used.path(0).path("hash").textValue());
        assertEquals(highHash, used.path(1).path("hash").textValue());
        assertTrue(nearest.session.err().contains("low.safetensors (made for 25 %): the vectors"));
        Evaluation line =
                evaluate("--sparsity", "0.3", "--spontaneous", low + "," + high, "--interpolate");
        JsonNode between = line.tree.path("protocol").path("spontaneous").path(0);
        assertEquals("interpolated", between.path("origin").textValue());
        assertTrue(between.path("vectors").textValue().startsWith("between "), between::toString);
        assertTrue(line.session.err().lines().noneMatch(each -> each.startsWith("warning")));
    }

    @Test
    void theMeanResidualIsJudgedOnHeldOutTextAndHarmIsTold() throws Exception {
        Evaluation mean = evaluate("--sparsity", "0.5", "--spontaneous", "mean");
        JsonNode used = mean.tree.path("protocol").path("spontaneous").path(0);
        assertEquals("mean-residual", used.path("origin").textValue());
        JsonNode settings = used.path("settings");
        assertEquals("4", settings.path("skippedPositions").textValue());
        assertEquals("2", settings.path("windows").textValue());
        assertEquals("1", settings.path("heldOutWindows").textValue());
        double with = Double.parseDouble(settings.path("heldOutDivergence").textValue());
        double without = Double.parseDouble(settings.path("heldOutDivergenceWithout").textValue());
        assertTrue(with > 0 && without > 0);
        assertEquals(with > without, mean.session.err().contains("better off without them"));
        Evaluation all = evaluate("--sparsity", "0.5", "--spontaneous", "mean", "--mean-skip", 0);
        JsonNode other = all.tree.path("protocol").path("spontaneous").path(0);
        assertTrue(!other.path("hash").equals(used.path("hash")), "nothing was left out");
    }

    @Test
    void onlyOneWindowOrMeansBesideFilesAreRefused() {
        Path file = directory.resolve("v.safetensors");
        refuse("at least 2 are needed", "--spontaneous", "mean", "--windows", 1);
        refuse("either mean or files", "--spontaneous", "mean," + file);
        refuse("--mean-skip", "--spontaneous", "mean", "--mean-skip", -1);
        refuse("none of the 256 positions", "--spontaneous", "mean", "--mean-skip", 256);
    }

    private static void refuse(String reason, Object... options) {
        CommandLineSession refused =
                CommandLineSession.execute(
                        Stream.concat(Stream.of("evaluate", BUNDLED), Stream.of(options))
                                .toArray());
        assertEquals(2, refused.code(), refused.err());
        assertTrue(refused.err().contains(reason), refused.err());
    }
}
