package io.sparsescope.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * One way in which a program runs the model.
 *
 * @param program which
 * @param word what its child calls it
 * @param label what the report calls it
 * @param bits of a weight, scales not counted
 * @param prompts whether it reads prompts otherwise than the variants before it
 */
record Variant(Program program, String word, String label, Bits bits, Prompts prompts) {
    /** How exact the weights are, which decides what they are compared with. */
    enum Bits {
        SIXTEEN,
        EIGHT,
        FOUR
    }

    /**
     * Sparse variants read prompts densely and from the same weights: there is one figure for all.
     */
    enum Prompts {
        OWN,
        SHARED
    }

    /** Every variant, dense decoding of this program first. */
    static List<Variant> all() {
        List<Variant> all = new ArrayList<>();
        all.add(ours("bf16", Bits.SIXTEEN, Prompts.OWN));
        for (String share : List.of("0.40", "0.50", "0.65", "0.80")) {
            all.add(ours("bf16@" + share, Bits.SIXTEEN, Prompts.SHARED));
        }
        all.add(ours("int8", Bits.EIGHT, Prompts.SHARED));
        all.add(ours("int8@0.50", Bits.EIGHT, Prompts.SHARED));
        for (GgufType type : List.of(GgufType.F16, GgufType.BF16, GgufType.Q8_0, GgufType.Q4_0)) {
            all.add(llama(type));
        }
        all.add(new Variant(Program.JLAMA, "bf16", "Jlama BF16", Bits.SIXTEEN, Prompts.OWN));
        return List.copyOf(all);
    }

    private static Variant ours(String word, Bits bits, Prompts prompts) {
        String label = word.contains("@") ? word.replace("@0.", " ") + " %" : word;
        return new Variant(Program.SPARSESCOPE, word, "Sparsescope " + label, bits, prompts);
    }

    private static Variant llama(GgufType type) {
        Bits bits =
                switch (type) {
                    case Q8_0 -> Bits.EIGHT;
                    case Q4_0 -> Bits.FOUR;
                    default -> Bits.SIXTEEN;
                };
        return new Variant(
                Program.LLAMA_CPP, type.name(), "llama.cpp " + type.name(), bits, Prompts.OWN);
    }

    /** Whether it is what variants of so many bits are compared with. */
    boolean isBaseline(Bits asked) {
        return program == Program.LLAMA_CPP && bits == asked;
    }
}
