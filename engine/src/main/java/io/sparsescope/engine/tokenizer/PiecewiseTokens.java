package io.sparsescope.engine.tokenizer;

import io.sparsescope.engine.format.UnsupportedInputException;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The tokens of a long text, piece by piece: those of the whole text at once.
 *
 * <p>Pieces end at {@link TextCuts}. Each is tokenized together with the end of the one before it,
 * whose tokens are dropped again: what a tokenizer does at the beginning of a text, such as a space
 * before it, then happens there. The dropped tokens must be those that the piece before gave at its
 * end, or else the tokenizer is one that does not cut where it should.
 */
final class PiecewiseTokens implements AutoCloseable {
    /** Characters of a piece, if there is a place to cut at. */
    static final int PIECE = 1 << 16;

    /** Characters of a piece without such a place. */
    static final int LONGEST_PIECE = 1 << 22;

    /** Characters of the piece before, at least, that a piece is tokenized with. */
    private static final int CONTEXT = 64;

    private static final int COMPARED_TOKENS = 8;

    private final Tokenizer tokenizer;
    private final int pieceLength;
    private final Utf8Reader reader;
    private final String name;
    private final StringBuilder text = new StringBuilder();

    /** Characters at the start of the text that were handed out before. */
    private int context;

    private int[] lastIds = new int[0];
    private boolean ended;
    private boolean done;

    /**
     * Some tokens.
     *
     * @param ids [token] ids
     * @param bytes [token] UTF-8 bytes of the text from the end of the token before to its own end,
     *     so that a space that a tokenizer leaves out of a token's offsets counts with the token
     *     behind it, and a character of several tokens with the first of them
     */
    record Piece(int[] ids, int[] bytes) {}

    PiecewiseTokens(LongText text, Tokenizer tokenizer) {
        this(text, tokenizer, PIECE);
    }

    /** With pieces of another length than {@link #PIECE} characters. */
    PiecewiseTokens(LongText text, Tokenizer tokenizer, int pieceLength) {
        this.tokenizer = tokenizer;
        this.pieceLength = pieceLength;
        this.reader = text.read();
        this.name = text.name();
    }

    /** Whether there is one more piece. */
    boolean hasNext() {
        return !done;
    }

    /**
     * The next piece; may be empty.
     *
     * @throws UnsupportedInputException when the text cannot be cut
     */
    Piece next() {
        if (done) {
            throw new NoSuchElementException("the text has ended");
        }
        int cut = readToCut();
        List<Token> tokens =
                tokenizer.encode(text.substring(0, cut), Tokenizer.SpecialTokens.NONE).tokens();
        int first = 0;
        while (first < tokens.size() && tokens.get(first).end() <= context) {
            first++;
        }
        requireSameTokens(tokens, first);
        Piece piece = piece(tokens.subList(first, tokens.size()));
        int compared = Math.max(0, tokens.size() - COMPARED_TOKENS);
        lastIds = ids(tokens.subList(compared, tokens.size()));
        int start = Math.max(0, TextCuts.last(text, 0, cut - CONTEXT));
        text.delete(0, start);
        context = cut - start;
        done = ended && text.length() == context;
        return piece;
    }

    private int readToCut() {
        int wanted = pieceLength;
        while (true) {
            while (!ended && text.length() < context + wanted) {
                ended = !reader.readInto(text);
            }
            int cut =
                    ended && text.length() <= context + wanted
                            ? text.length()
                            : TextCuts.last(text, context, context + wanted);
            if (cut >= 0) {
                return cut;
            }
            if (wanted >= LONGEST_PIECE) {
                throw new UnsupportedInputException(
                        java.nio.file.Path.of(name),
                        "has more than "
                                + LONGEST_PIECE
                                + " characters without a space or a line end between letters",
                        "break its lines");
            }
            wanted *= 2;
        }
    }

    /** Text offsets of tokens that were handed out are behind; only ids are left to compare. */
    private void requireSameTokens(List<Token> tokens, int first) {
        int compared = Math.min(lastIds.length, Math.max(0, first - 1));
        int[] again = ids(tokens.subList(first - compared, first));
        int[] before = Arrays.copyOfRange(lastIds, lastIds.length - compared, lastIds.length);
        if (!Arrays.equals(again, before)) {
            throw new UnsupportedInputException(
                    tokenizer.file(),
                    "cuts " + name + " into other tokens in pieces than as a whole",
                    "split the text into files of at most "
                            + PIECE
                            + " characters, which are read as a whole");
        }
    }

    private static int[] ids(List<Token> tokens) {
        return tokens.stream().mapToInt(Token::id).toArray();
    }

    private Piece piece(List<Token> tokens) {
        int[] bytes = new int[tokens.size()];
        int end = context;
        for (int index = 0; index < bytes.length; index++) {
            int next = Math.max(end, tokens.get(index).end());
            bytes[index] = utf8Length(text, end, next);
            end = next;
        }
        return new Piece(ids(tokens), bytes);
    }

    private static int utf8Length(CharSequence text, int from, int to) {
        int bytes = 0;
        for (int index = from; index < to; index++) {
            char next = text.charAt(index);
            // Two chars of a surrogate pair are four bytes together.
            bytes += next < 0x80 ? 1 : next < 0x800 || Character.isSurrogate(next) ? 2 : 3;
        }
        return bytes;
    }

    @Override
    public void close() {
        reader.close();
    }
}
