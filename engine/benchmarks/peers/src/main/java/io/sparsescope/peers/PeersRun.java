package io.sparsescope.peers;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One comparison from end to end: files, children, rounds, and what is left of it, the report. */
final class PeersRun {
    private static final int PROMPT = 16;
    private static final int SAMPLE = 128;
    private static final int WARM_UPS = 3;
    private static final int SAME_TOKENS = 16;

    private final PeerModel model;
    private final Size size;
    private final String jlamaActivations;
    private final Consumer<String> progress;
    private final Path home = Path.of(System.getProperty("peers.home", "."));
    private final Path target = Path.of(System.getProperty("peers.target", "target"));
    private final List<Variant> variants = Variant.all();

    /**
     * How much is measured.
     *
     * @param threads of every program
     * @param tokens of every variant in every round
     * @param rounds of decoding that are counted
     * @param promptTokens of the prompts that are read
     * @param prefillRounds of reading that are counted
     */
    record Size(int threads, int tokens, int rounds, int promptTokens, int prefillRounds) {}

    PeersRun(PeerModel model, Size size, String jlamaActivations, Consumer<String> progress) {
        this.model = model;
        this.size = size;
        this.jlamaActivations = jlamaActivations;
        this.progress = progress;
    }

    Report measure() {
        progress.accept("installing llama.cpp's worker ..");
        NodeModules.install(home.resolve("llama-cpp"), target.resolve("llama-cpp"));
        progress.accept("writing the model for each program ..");
        Map<Program, Peer> peers = new EnumMap<>(Program.class);
        try (var files = ModelFiles.write(model, variants, target.resolve("compared"))) {
            try {
                start(commands(files), peers);
                var comparison = new Comparison(peers, variants, progress);
                comparison.decode(WARM_UPS, size.rounds, size.tokens, model.prompt(PROMPT));
                comparison.prefill(1, size.prefillRounds, model.words(size.promptTokens));
                return new Report(head(peers), comparison);
            } finally {
                peers.values().forEach(Peer::close);
            }
        }
    }

    private PeerCommands commands(ModelFiles files) {
        int longest = Math.max(size.promptTokens, PROMPT + size.tokens);
        return new PeerCommands(
                files,
                variants,
                size.threads,
                longest + PROMPT, // room, so that nothing is shifted out
                model.sample(SAMPLE),
                jlamaActivations);
    }

    /** One after the other, so that none loads beside another. */
    private void start(PeerCommands commands, Map<Program, Peer> peers) {
        for (Program program : Program.values()) {
            progress.accept("starting " + program.label() + " ..");
            Path directory = program == Program.LLAMA_CPP ? target.resolve("llama-cpp") : target;
            Path log = target.resolve(program.word() + ".log");
            peers.put(program, Peer.start(program, commands.of(program), directory, log));
        }
    }

    private Report.Head head(Map<Program, Peer> peers) {
        return new Report.Head(
                model.name(),
                Machine.processor(),
                size.threads,
                peers.values().stream().map(Peer::description).toList(),
                size.tokens,
                size.promptTokens);
    }

    /**
     * Trained weights write the same text in every program that computes them as they are, which is
     * what llama.cpp has to show, since its file is made here. Random ones do not: their logits are
     * nearly equal, and rounding decides.
     *
     * @throws PeerException when llama.cpp with 16-bit weights writes something else
     */
    void requireSameFunction(Report report) {
        if (model.directory().isEmpty()) {
            return;
        }
        int wanted = Math.min(SAME_TOKENS, report.results().written());
        for (Variant variant : variants) {
            if (variant.isBaseline(Variant.Bits.SIXTEEN)
                    && report.results().sameTokens(variant) < wanted) {
                throw new PeerException(
                        variant.label()
                                + " writes other tokens than Sparsescope bf16 among the first "
                                + wanted
                                + ": it does not compute the same, and its speed says nothing");
            }
        }
    }
}
