package io.sparsescope.engine.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparsescope.engine.format.MalformedInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A place in a spec that knows its own name, so that every error can name it.
 *
 * @param file the spec
 * @param place such as {@code grids[1].compensations[0]}; empty for the whole
 * @param node what stands there
 */
record SpecNode(Path file, String place, JsonNode node) {
    private static final String REMEDY = "docs/evaluation.md describes the keys";

    /** Refuses anything but an object with these keys only. */
    SpecNode requireKeys(String... known) {
        if (!node.isObject()) {
            throw malformed("must be an object, not " + node);
        }
        node.fieldNames()
                .forEachRemaining(key -> {
                    if (!List.of(known).contains(key)) {
                        throw new MalformedInputException(
                                file,
                                (place.isEmpty() ? "" : place + ": ") + "unknown key '" + key + "'",
                                "known here are " + String.join(", ", known));
                    }
                });
        return this;
    }

    boolean has(String key) {
        return node.has(key);
    }

    SpecNode child(String key) {
        return new SpecNode(file, place.isEmpty() ? key : place + "." + key, node.path(key));
    }

    /** The elements of a list that has some. */
    List<SpecNode> elements() {
        if (!node.isArray() || node.isEmpty()) {
            throw malformed("must be a list with something in it");
        }
        List<SpecNode> elements = new ArrayList<>();
        for (int index = 0; index < node.size(); index++) {
            elements.add(new SpecNode(file, place + "[" + index + "]", node.path(index)));
        }
        return elements;
    }

    /** The elements of a key's list; {@code absent} where the key is not there. */
    <T> List<T> list(String key, List<T> absent, Function<SpecNode, T> reading) {
        return has(key) ? child(key).elements().stream().map(reading).toList() : absent;
    }

    String text() {
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw malformed("must be a text, not " + node);
        }
        return node.textValue();
    }

    double number() {
        if (!node.isNumber()) {
            throw malformed("must be a number, not " + node);
        }
        return node.doubleValue();
    }

    long whole() {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw malformed("must be a whole number, not " + node);
        }
        return node.longValue();
    }

    int count() {
        long whole = whole();
        if (whole != (int) whole) {
            throw malformed(whole + " is too large");
        }
        return (int) whole;
    }

    boolean truth() {
        if (!node.isBoolean()) {
            throw malformed("must be true or false, not " + node);
        }
        return node.booleanValue();
    }

    /** Turns a complaint about a value into one that names the place. */
    <T> T parsing(Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException complaint) {
            throw malformed(String.valueOf(complaint.getMessage()));
        }
    }

    MalformedInputException malformed(String problem) {
        return new MalformedInputException(
                file, place.isEmpty() ? problem : place + ": " + problem, REMEDY);
    }
}
