package io.sparsescope.engine.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.format.TensorStore;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models in several files: sound ones open, and an index cannot lead out of its directory. */
class ShardTest {
    @TempDir Path directory;

    private Path index;

    @BeforeEach
    void writeSoundModel() throws IOException {
        index = TinyModel.in(directory).writeSharded();
    }

    @Test
    void soundShardsOpenOnceEach() {
        try (TensorStore store = TensorStore.open(directory)) {
            assertEquals(2, store.files().size());
            assertEquals(21, store.names().size());
        }
        try (Model model = ModelLoader.load(directory)) {
            assertEquals(2, model.config().layerCount());
        }
    }

    @Test
    void linksOfTheHubCacheAreFollowed() throws IOException {
        Path snapshot = Files.createDirectories(directory.resolve("repo/snapshots/abc"));
        Path blobs = Files.createDirectories(directory.resolve("repo/blobs"));
        for (String name :
                new String[] {"config.json", TinyModel.INDEX, "a.safetensors", "b.safetensors"}) {
            Files.move(directory.resolve(name), blobs.resolve("hash-" + name));
            Files.createSymbolicLink(snapshot.resolve(name), Path.of("../../blobs/hash-" + name));
        }
        try (Model model = ModelLoader.load(snapshot)) {
            assertEquals("abc", model.summary().name());
        }
        try (Model model = ModelLoader.load(snapshot.resolve(TinyModel.INDEX))) {
            assertEquals(snapshot, model.summary().directory());
        }
    }

    @Test
    void linkToTheDirectoryIsFollowed() throws IOException {
        Path link =
                Files.createSymbolicLink(
                        directory.resolveSibling("link-" + System.nanoTime()), directory);
        try (Model model = ModelLoader.load(link)) {
            assertEquals(link, model.summary().directory());
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void indexThatIsNoJsonIsMalformed() throws IOException {
        Files.writeString(index, "<html>");
        Refusal.malformed(directory, index, "not sound JSON");
    }

    @Test
    void emptyIndexIsMalformed() throws IOException {
        Files.writeString(index, "");
        Refusal.malformed(directory, index, "no JSON object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"weight_map\":{}}", "{\"weight_map\":[]}", "{\"weight_map\":null}"})
    void indexWithoutWeightMapIsMalformed(String text) throws IOException {
        Files.writeString(index, text);
        Refusal.malformed(directory, index, "weight_map");
    }

    @Test
    void shardNameThatIsANumberIsMalformed() throws IOException {
        Files.writeString(index, "{\"weight_map\":{\"lm_head.weight\":7}}");
        Refusal.malformed(directory, index, "'lm_head.weight' is not a file name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../b.safetensors",
                "sub/../../b.safetensors",
                "./b.safetensors",
                ".."
            })
    void shardNameThatLeavesTheDirectoryIsRefused(String name) throws IOException {
        nameSecondShard(name);
        Refusal.malformed(directory, index, "'" + name + "'", "directory");
    }

    @Test
    void shardNameThatNoSystemAllowsIsRefused() throws IOException {
        nameSecondShard("b\\u0000.safetensors");
        Refusal.malformed(directory, index, "is no file name on this system");
    }

    @Test
    void missingShardIsNamed() throws IOException {
        Files.delete(directory.resolve("b.safetensors"));
        Refusal.malformed(directory, index, "'b.safetensors' is missing");
    }

    @Test
    void shardWithoutANameIsRefused() throws IOException {
        nameSecondShard("");
        Refusal.malformed(directory, index, "shard");
    }

    @Test
    void shardThatLinksOutsideIsRefused(@TempDir Path elsewhere) throws IOException {
        Path shard = directory.resolve("b.safetensors");
        Files.move(shard, elsewhere.resolve("b.safetensors"));
        Files.createSymbolicLink(shard, elsewhere.resolve("b.safetensors"));
        Refusal.malformed(directory, index, "'b.safetensors' leaves", "link");
    }

    @Test
    void shardThatLinksIntoBlobsOfAnotherRepositoryIsRefused() throws IOException {
        Path snapshot = Files.createDirectories(directory.resolve("repo/snapshots/abc"));
        Path foreign = Files.createDirectories(directory.resolve("other/blobs"));
        for (String name : new String[] {"config.json", TinyModel.INDEX, "a.safetensors"}) {
            Files.move(directory.resolve(name), snapshot.resolve(name));
        }
        Files.move(directory.resolve("b.safetensors"), foreign.resolve("hash"));
        Files.createSymbolicLink(snapshot.resolve("b.safetensors"), foreign.resolve("hash"));
        Refusal.malformed(snapshot, snapshot.resolve(TinyModel.INDEX), "leaves", "link");
    }

    @Test
    void tensorThatItsShardDoesNotHoldIsNamed() throws IOException {
        String text = Files.readString(index);
        Files.writeString(
                index, text.replace("\"model.norm.weight\":\"a.", "\"model.norm.weight\":\"b."));
        Refusal.malformed(directory, index, "'model.norm.weight'", "b.safetensors");
    }

    @Test
    void tensorInTwoShardsIsNamed() throws IOException {
        Path shard = directory.resolve("b.safetensors");
        new SafetensorsWriter()
                .add("lm_head.weight", new float[128], 16, 8)
                .add("model.norm.weight", new float[8], 8)
                .write(shard);
        Refusal.malformed(directory, shard, "'model.norm.weight'", "a.safetensors");
    }

    @Test
    void brokenShardIsNamedItself() throws IOException {
        Path shard = Files.write(directory.resolve("b.safetensors"), new byte[64]);
        Refusal.malformed(directory, shard, "all zeros");
    }

    @Test
    void tensorThatNoShardIsSaidToHoldIsStillFound() throws IOException {
        String text = Files.readString(index);
        String shorter = text.replace("\"model.norm.weight\":\"a.safetensors\",", "");
        assertTrue(shorter.length() < text.length());
        Files.writeString(index, shorter);
        try (TensorStore store = TensorStore.open(directory)) {
            assertTrue(store.find("model.norm.weight").isPresent());
        }
    }

    private void nameSecondShard(String name) throws IOException {
        Files.writeString(index, Files.readString(index).replace("b.safetensors", name));
    }
}
