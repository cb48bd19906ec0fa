package io.sparsescope.engine.stability;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.List;

/** The bundled model and its calibration text. */
final class BundledModel {
    static final Path DIRECTORY =
            Path.of(System.getProperty("sparsescope.home", ".."), "sample-models", "storybook-14m");

    private BundledModel() {}

    static Model load() {
        return ModelLoader.load(DIRECTORY);
    }

    static TokenWindows windows(int length, int count) {
        try (Tokenizer tokenizer = Tokenizer.open(DIRECTORY.resolve("tokenizer.json"))) {
            TextSource text = TextSource.read(DIRECTORY.resolve("calibration.txt"));
            return TokenWindows.of(List.of(text), tokenizer, length, count);
        }
    }
}
