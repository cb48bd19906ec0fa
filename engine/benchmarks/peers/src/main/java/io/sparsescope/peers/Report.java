package io.sparsescope.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.bench.Spread;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What came out, as tables and as JSON.
 *
 * @param head of the report
 * @param results what was measured
 */
record Report(Head head, Comparison results) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String ROW = "%-22s %9s  %-20s %8s %8s";

    /**
     * What ran where.
     *
     * @param model its name
     * @param processor the machine's
     * @param threads of every program
     * @param programs names and versions
     * @param tokens decoded in a round
     * @param promptLength tokens of the prompts that are read
     */
    record Head(
            String model,
            String processor,
            int threads,
            List<String> programs,
            int tokens,
            int promptLength) {}

    void print(PrintStream out) {
        out.println(head.model + ", " + head.threads + " threads on " + head.processor);
        head.programs.forEach(program -> out.println("  " + program));
        out.println();
        out.println("decoding, " + head.tokens + " tokens after a prompt, in each round");
        print(out, results.decoding(), true);
        out.println();
        out.println("reading a prompt of " + head.promptLength + " tokens");
        print(out, results.reading(), false);
        out.println();
        printNotes(out);
    }

    private void print(PrintStream out, Series series, boolean written) {
        String same = written ? "  first tokens as bf16" : "";
        out.println(
                String.format(Locale.ROOT, ROW, "", "tokens/s", "(least to most)", "16 bit", "Q8_0")
                        + same);
        for (Variant variant : series.variants()) {
            Spread spread = series.spread(variant);
            String row =
                    String.format(
                            Locale.ROOT,
                            ROW,
                            variant.label(),
                            number(spread.median()),
                            number(spread.min()) + " to " + number(spread.max()),
                            ratio(series.against(Variant.Bits.SIXTEEN, variant)),
                            variant.bits() == Variant.Bits.EIGHT
                                    ? ratio(series.against(Variant.Bits.EIGHT, variant))
                                    : "");
            out.println(
                    written
                            ? String.format(
                                    Locale.ROOT,
                                    "%s  %d of %d",
                                    row,
                                    results.sameTokens(variant),
                                    results.written())
                            : row.stripTrailing());
        }
    }

    private void printNotes(PrintStream out) {
        out.println(
                "16 bit: over the faster of llama.cpp's F16 and BF16 in the same round, median of rounds; Q8_0 likewise");
        StringBuilder outside = new StringBuilder();
        for (Variant variant : results.decoding().variants()) {
            if (!results.outside(variant).isEmpty()) {
                outside.append(
                        String.format(
                                Locale.ROOT,
                                "%s%s %.1f %%",
                                outside.isEmpty() ? "" : ", ",
                                variant.word(),
                                100 * Spread.of(results.outside(variant)).median()));
            }
        }
        out.println("time of llama.cpp's decoding outside its own forward passes: " + outside);
        StringBuilder idle = new StringBuilder();
        results.idleShares()
                .forEach((program, share) ->
                        idle.append(
                                String.format(
                                        Locale.ROOT,
                                        "%s%s %.1f %%",
                                        idle.isEmpty() ? "" : ", ",
                                        program.label(),
                                        100 * share)));
        out.println(
                "processor time of a program while another was measured, of a core: "
                        + (idle.isEmpty() ? "none" : "at most " + idle));
        out.println(
                "turns in which something else kept a tenth of a core busy: "
                        + results.retakenTurns()
                        + " taken again, "
                        + results.disturbedTurns()
                        + " kept"
                        + (results.disturbedTurns() == 0
                                ? ""
                                : "; measure again on a quiet machine before quoting these numbers"));
    }

    private static String number(double rate) {
        return String.format(Locale.ROOT, rate < 10 ? "%.2f" : "%.1f", rate);
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2fx", ratio.getAsDouble()) : "";
    }

    String json() {
        ObjectNode json =
                MAPPER.createObjectNode()
                        .put("model", head.model)
                        .put("processor", head.processor)
                        .put("threads", head.threads)
                        .put("decodedTokens", head.tokens)
                        .put("promptTokens", head.promptLength);
        json.put("retakenTurns", results.retakenTurns());
        json.put("disturbedTurns", results.disturbedTurns());
        ObjectNode idle = json.putObject("idleShares");
        results.idleShares().forEach((program, share) -> idle.put(program.label(), share));
        head.programs.forEach(json.putArray("programs")::add);
        var decoding = json.putArray("decoding");
        for (Variant variant : results.decoding().variants()) {
            ObjectNode row = row(results.decoding(), variant);
            row.put("sameTokens", results.sameTokens(variant));
            results.outside(variant).forEach(row.putArray("outsideShares")::add);
            decoding.add(row);
        }
        var reading = json.putArray("prefill");
        results.reading()
                .variants()
                .forEach(variant -> reading.add(row(results.reading(), variant)));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode row(Series series, Variant variant) {
        ObjectNode row =
                MAPPER.createObjectNode()
                        .put("program", variant.program().label())
                        .put("variant", variant.word());
        series.rates(variant).forEach(row.putArray("tokensPerSecond")::add);
        series.against(Variant.Bits.SIXTEEN, variant)
                .ifPresent(ratio -> row.put("over16Bit", ratio));
        series.against(Variant.Bits.EIGHT, variant).ifPresent(ratio -> row.put("overQ8_0", ratio));
        return row;
    }
}
