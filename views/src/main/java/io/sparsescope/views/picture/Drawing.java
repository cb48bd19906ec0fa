package io.sparsescope.views.picture;

import java.util.List;
import java.util.stream.Stream;

/**
 * A picture as vector marks in painting order.
 *
 * @param width in pixels, of which 96 are an inch
 * @param height in pixels
 * @param marks in painting order
 */
public record Drawing(double width, double height, List<Mark> marks) {
    public Drawing {
        marks = List.copyOf(marks);
    }

    /** All marks but groups, in painting order. */
    public Stream<Mark> leaves() {
        return leaves(marks);
    }

    private static Stream<Mark> leaves(List<Mark> marks) {
        return marks.stream()
                .flatMap(mark ->
                        mark instanceof Mark.Group group ? leaves(group.marks()) : Stream.of(mark));
    }
}
