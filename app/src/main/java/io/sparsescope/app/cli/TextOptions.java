package io.sparsescope.app.cli;

import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.tokenizer.LongText;
import io.sparsescope.engine.tokenizer.StreamedWindows;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import io.sparsescope.engine.tokenizer.WindowCount;
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

    @Option(
            names = "--windows",
            defaultValue = "64",
            paramLabel = "N",
            description = "Windows at most, or all. Default: 64.")
    private String windows;

    int window() {
        return window;
    }

    /** As many as there are, if all were asked for. */
    int windows() {
        return UsageException.parsing("--windows", () -> WindowCount.parse(windows));
    }

    void check() {
        if (window < 2) {
            throw new UsageException("--window must be at least 2");
        }
        windows();
    }

    static List<TextSource> read(List<Path> files) {
        return files.stream().map(TextSource::read).toList();
    }

    /** At most as many windows as were asked for. */
    TokenWindows cut(String option, Network network, List<TextSource> texts) {
        return cut(option, network, texts, windows());
    }

    /** All windows of a text. */
    TokenWindows cutAll(String option, Network network, List<TextSource> texts) {
        return cut(option, network, texts, Integer.MAX_VALUE);
    }

    /** At most as many windows as were asked for, of texts that need not fit into memory. */
    StreamedWindows stream(String option, Network network, List<LongText> texts) {
        requireContext(network);
        return UsageException.parsing(
                option, () -> StreamedWindows.open(texts, network.tokenizer(), window, windows()));
    }

    private TokenWindows cut(String option, Network network, List<TextSource> texts, int limit) {
        requireContext(network);
        return UsageException.parsing(
                option, () -> TokenWindows.of(texts, network.tokenizer(), window, limit));
    }

    private void requireContext(Network network) {
        int context = network.model().config().contextLength();
        if (window > context) {
            throw new UsageException(
                    "--window: " + window + " is more than the model's context of " + context);
        }
    }
}
