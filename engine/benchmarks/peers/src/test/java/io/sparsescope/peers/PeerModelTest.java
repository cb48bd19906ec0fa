package io.sparsescope.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.sparsity.Projection;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeerModelTest {
    private static final Path SAMPLE =
            Path.of(System.getProperty("sparsescope.home"), "sample-models", "storybook-14m");

    @TempDir private Path directory;

    @Test
    void theCheckpointHoldsTheSameWeightsAndEmbedding() {
        Path copy = directory.resolve("copy");
        try (PeerModel original = PeerModel.open(SAMPLE)) {
            PeerCheckpoint.write(original, copy);
            try (Model read = ModelLoader.load(copy)) {
                Model wanted = original.model();
                assertEquals(RotaryBase.of(wanted.config()), RotaryBase.of(read.config()));
                assertEquals(wanted.config().tiedEmbeddings(), read.config().tiedEmbeddings());
                assertEquals(-1, wanted.embedding().bytes().mismatch(read.embedding().bytes()));
                assertArrayEquals(wanted.finalNorm(), read.finalNorm());
                for (Projection projection : Projection.values()) {
                    assertEquals(
                            -1,
                            wanted.layer(7)
                                    .projection(projection)
                                    .weight()
                                    .bytes()
                                    .mismatch(
                                            read.layer(7).projection(projection).weight().bytes()),
                            projection.shortName());
                }
            }
        }
    }

    @Test
    void theBaseOfAPlainRotaryEmbeddingIsReadOffItsAngles() {
        try (PeerModel model = PeerModel.open(SAMPLE)) {
            assertEquals(10_000, RotaryBase.of(model.model().config()));
        }
    }

    @Test
    void promptsAndSamplesAreWordsOfTheModel() {
        try (PeerModel model = PeerModel.open(SAMPLE)) {
            assertEquals(16, model.prompt(16).length);
            assertEquals(128, model.sample(128).length);
        }
    }

    @Test
    void halvesOfAHeadBecomeNeighbours() {
        int[] rows = IntStream.range(0, 16).map(row -> LlamaGguf.neighbourOf(row, 8)).toArray();
        assertArrayEquals(new int[] {0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15}, rows);
    }
}
