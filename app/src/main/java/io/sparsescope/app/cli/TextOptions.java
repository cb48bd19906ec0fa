package io.sparsescope.app.cli;

import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How texts are cut into windows, the same for calibration and evaluation. */
final class TextOptions {
    @Option(
            names = "--window",
            defaultValue = "256",
            description = "Tokens in a window. Default: 256.")
    private int window;

    @Option(names = "--windows", defaultValue = "64", description = "Windows at most. Default: 64.")
    private int windows;

    int window() {
        return window;
    }

    int windows() {
        return windows;
    }

    void check() {
        if (window < 2 || windows < 1) {
            throw new UsageException("--window must be at least 2 and --windows at least 1");
        }
    }

    static List<TextSource> read(List<Path> files) {
        return files.stream().map(TextSource::read).toList();
    }

    /** At most as many windows as were asked for. */
    TokenWindows cut(String option, Network network, List<TextSource> texts) {
        return cut(option, network, texts, windows);
    }

    /** All windows of a text. */
    TokenWindows cutAll(String option, Network network, List<TextSource> texts) {
        return cut(option, network, texts, Integer.MAX_VALUE);
    }

    private TokenWindows cut(String option, Network network, List<TextSource> texts, int limit) {
        int context = network.model().config().contextLength();
        if (window > context) {
            throw new UsageException(
                    "--window: " + window + " is more than the model's context of " + context);
        }
        return UsageException.parsing(
                option, () -> TokenWindows.of(texts, network.tokenizer(), window, limit));
    }
}
