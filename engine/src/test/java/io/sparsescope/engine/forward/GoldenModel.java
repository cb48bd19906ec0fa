package io.sparsescope.engine.forward;

import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A tiny model with reference tensors from transformers, as test resources. */
public record GoldenModel(Path directory) {
    private static final Path ROOT = Path.of("src/test/resources/golden");

    public static List<GoldenModel> all() throws java.io.IOException {
        try (Stream<Path> goldens = Files.list(ROOT);
                Stream<Path> corners = Files.list(ROOT.resolve("corners"))) {
            return Stream.concat(goldens.filter(path -> !path.endsWith("corners")), corners)
                    .sorted()
                    .map(GoldenModel::new)
                    .toList();
        }
    }

    public static GoldenModel named(String name) {
        return new GoldenModel(ROOT.resolve(name));
    }

    public Model load() {
        return ModelLoader.load(directory);
    }

    public SafetensorsFile expected() {
        return SafetensorsFile.open(directory.resolve("expected.safetensors"));
    }

    public SafetensorsFile expectedSparse() {
        return SafetensorsFile.open(directory.resolve("expected_sparse.safetensors"));
    }

    public static int[] ids(SafetensorsFile expected, String name) {
        return Arrays.stream(expected.tensor(name).toLongs()).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public String toString() {
        return directory.getFileName().toString();
    }
}
