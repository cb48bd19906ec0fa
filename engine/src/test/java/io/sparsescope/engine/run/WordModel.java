package io.sparsescope.engine.run;

import io.sparsescope.engine.tokenizer.TextSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The golden Llama with a tokenizer of words, {@code w0} to {@code w319}: small, and it reads text.
 */
final class WordModel {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/llama");
    private static final int WORDS = 320;

    /** Short, since windows are as long as the context and greedy searches run over them. */
    private static final int CONTEXT = 24;

    private static final int TEXT_LENGTH = 300;

    private WordModel() {}

    static Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.copy(GOLDEN.resolve("model.safetensors"), directory.resolve("model.safetensors"));
        String config = Files.readString(GOLDEN.resolve("config.json"));
        Files.writeString(
                directory.resolve("config.json"),
                config.replace(
                        "\"max_position_embeddings\": 128",
                        "\"max_position_embeddings\": " + CONTEXT));
        String vocabulary =
                IntStream.range(0, WORDS)
                        .mapToObj(word -> "\"w" + word + "\": " + word)
                        .collect(Collectors.joining(", "));
        Files.writeString(
                directory.resolve("tokenizer.json"),
                """
                {"version": "1.0", "added_tokens": [], "normalizer": null, "decoder": null,
                 "post_processor": null, "pre_tokenizer": {"type": "WhitespaceSplit"},
                 "model": {"type": "WordLevel", "unk_token": "w0", "vocab": {%s}}}
                """
                        .formatted(vocabulary));
        return directory;
    }

    /** Enough for a dozen windows. */
    static List<TextSource> text() {
        String words =
                new Random(23)
                        .ints(TEXT_LENGTH, 0, WORDS)
                        .mapToObj(word -> "w" + word)
                        .collect(Collectors.joining(" "));
        return List.of(new TextSource("words", words));
    }
}
