package io.sparsescope.engine.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Vectors of different lengths that mean the same: as arrays each has a name of its own, as lines
 * there is one for each of their values.
 *
 * @param name of the table
 * @param value what stands over the values
 * @param index what the values of a piece are counted by, such as {@code channel}
 * @param pieces at least one; all with the same keys
 */
public record Pieces(String name, Heading value, String index, List<Piece> pieces)
        implements DataTable {
    /**
     * One vector.
     *
     * @param arrayName what it is called as an array
     * @param keys what tells it from the others in lines, a single value each
     * @param values its values
     */
    public record Piece(String arrayName, List<Column> keys, Values values) {
        public Piece {
            keys = List.copyOf(keys);
        }
    }

    public Pieces {
        pieces = List.copyOf(pieces);
    }

    @Override
    public List<Heading> headings() {
        List<Heading> headings = new ArrayList<>();
        pieces.getFirst().keys().forEach(key -> headings.add(key.heading()));
        headings.add(new Heading(index, "int64", "", "counted from 0"));
        headings.add(value);
        return headings;
    }

    @Override
    public int rowCount() {
        return pieces.stream().mapToInt(piece -> piece.values().length()).sum();
    }

    @Override
    public List<String> row(int line) {
        int place = line;
        for (Piece piece : pieces) {
            if (place < piece.values().length()) {
                List<String> words = new ArrayList<>();
                piece.keys().forEach(key -> words.add(key.values().word(0)));
                words.add(Integer.toString(place));
                words.add(piece.values().word(place));
                return words;
            }
            place -= piece.values().length();
        }
        throw new IndexOutOfBoundsException(line);
    }

    @Override
    public List<DataArray> arrays() {
        return pieces.stream()
                .map(piece ->
                        new DataArray(
                                piece.arrayName(),
                                List.of(Axis.numbered(index, piece.values().length())),
                                value.unit(),
                                value.meaning(),
                                piece.values()))
                .toList();
    }
}
