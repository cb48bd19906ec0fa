package io.sparsescope.engine.format;

import java.util.List;

/**
 * What a safetensors header says of one tensor.
 *
 * @param name unique within the file
 * @param type element type
 * @param shape extents, outermost first; empty for a scalar
 * @param begin first byte, counted from the start of the data section
 * @param end byte after the last
 */
public record TensorHeader(String name, DType type, List<Long> shape, long begin, long end) {
    public TensorHeader {
        shape = List.copyOf(shape);
    }

    /** Number of elements. */
    public long elementCount() {
        return (end - begin) / type.bytes();
    }
}
