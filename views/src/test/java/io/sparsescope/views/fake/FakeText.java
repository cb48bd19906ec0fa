package io.sparsescope.views.fake;

import io.sparsescope.engine.run.GeneratedStream;
import io.sparsescope.engine.run.Generation;
import io.sparsescope.engine.run.GenerationRequest;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.run.StreamKind;
import io.sparsescope.engine.tokenizer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Two texts that part after a while, the sooner the sparser. */
final class FakeText {
    private static final List<Token> DENSE =
            FakeModel.tokens(
                            " a little girl named Lily. She loved to play outside in the sunshine."
                                    + " One day, she saw a big, red ball in the garden. She ran to it"
                                    + " and kicked it high into the sky. \"Look, Mom!\" she said.")
                    .tokens();
    private static final List<Token> OTHER =
            FakeModel.tokens(
                            " the park with her mother and a small dog. The dog was very happy and"
                                    + " it jumped over the fence. Lily laughed and laughed until the"
                                    + " sun went down, and then they all went home together for some"
                                    + " soup.")
                    .tokens();

    /** The longest text. */
    static final int MOST = Math.min(DENSE.size(), OTHER.size());

    private FakeText() {}

    static List<Token> dense(int length) {
        return DENSE.subList(0, length);
    }

    static List<Token> sparse(int length, double sparsity) {
        int parting = (int) Math.round(MOST * (1 - sparsity));
        if (length <= parting) {
            return dense(length);
        }
        var text = new ArrayList<>(dense(parting));
        int start = text.isEmpty() ? 0 : text.getLast().end();
        for (Token token : OTHER.subList(0, length - parting)) {
            text.add(new Token(token.id(), token.text(), start, start + token.text().length()));
            start += token.text().length();
        }
        return text;
    }

    /** The streams of a request; the third one parts half as early. */
    static Generation generation(GenerationRequest request, int length, boolean over) {
        double level = request.intervention().sparsity().targetSparsity();
        List<GeneratedStream> streams = new ArrayList<>();
        streams.add(stream(StreamKind.DENSE, length, 0, over, 412.5));
        streams.add(stream(StreamKind.SPARSE, length, level, over, 655.2));
        if (!(request.intervention().spontaneous().source()
                instanceof SpontaneousUse.Source.None)) {
            streams.add(stream(StreamKind.SPONTANEOUS, length, level / 2, over, 648.1));
        }
        var facts =
                new Generation.GenerationFacts(
                        "tiny", "00ff", request.intervention().words(), "", "formulas", "test");
        return new Generation(request.task(), facts, streams);
    }

    private static GeneratedStream stream(
            StreamKind kind, int length, double level, boolean over, double rate) {
        List<Token> tokens = sparse(length, level);
        List<Double> divergences =
                IntStream.range(0, length)
                        .mapToObj(index -> level * (1 + Math.sin(index)) / 4)
                        .toList();
        GeneratedStream.End end = over ? GeneratedStream.End.LENGTH : GeneratedStream.End.OPEN;
        return new GeneratedStream(kind, tokens, divergences, end, rate, 14e9 / rate);
    }
}
