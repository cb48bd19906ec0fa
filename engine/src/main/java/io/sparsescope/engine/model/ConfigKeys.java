package io.sparsescope.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** One JSON object of a configuration, read key by key; remembers which keys were asked for. */
final class ConfigKeys {
    private final Path file;
    private final String place;
    private final JsonNode object;
    private final Set<String> asked = new HashSet<>();

    private ConfigKeys(Path file, String place, JsonNode object) {
        this.file = file;
        this.place = place;
        this.object = object;
    }

    static ConfigKeys read(Path file) {
        return new ConfigKeys(file, "", JsonFile.readObject(file));
    }

    /** The object under {@code key}; an empty one when it is absent or null. */
    ConfigKeys object(String key) {
        JsonNode child = get(key);
        if (child.isMissingNode()) {
            return new ConfigKeys(file, place + key + ".", JsonNodeFactory.instance.objectNode());
        }
        if (!child.isObject()) {
            throw malformed(key, "must be an object", "correct it");
        }
        return new ConfigKeys(file, place + key + ".", child);
    }

    boolean isEmpty() {
        return object.isEmpty();
    }

    boolean has(String key) {
        return !get(key).isMissingNode();
    }

    boolean isNull(String key) {
        asked.add(key);
        return object.path(key).isNull();
    }

    int requiredSize(String key, int largest) {
        return size(key, largest)
                .orElseThrow(() ->
                        malformed(
                                key,
                                "is missing",
                                "use the config.json that belongs to the weights"));
    }

    /** A whole number from 1 to {@code largest}, if the key is there and not null. */
    OptionalInt size(String key, int largest) {
        return whole(key, 1, largest);
    }

    /**
     * A whole number from {@code smallest} to {@code largest}, if the key is there and not null.
     */
    OptionalInt whole(String key, int smallest, int largest) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return OptionalInt.empty();
        }
        int number = whole(key, value);
        if (number < smallest || number > largest) {
            throw malformed(
                    key,
                    "must be a whole number from "
                            + smallest
                            + " to "
                            + largest
                            + ", but is "
                            + shown(value),
                    "correct it");
        }
        return OptionalInt.of(number);
    }

    private int whole(String key, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw malformed(
                    key, "must be a whole number below 2^31, but is " + shown(value), "correct it");
        }
        return value.intValue();
    }

    double positive(String key, double otherwise) {
        double value = number(key).orElse(otherwise);
        if (!(value > 0)) {
            throw malformed(key, "must be a positive number, but is " + value, "correct it");
        }
        return value;
    }

    double requiredPositive(String key) {
        if (!has(key)) {
            throw malformed(key, "is missing", "use the config.json that belongs to the weights");
        }
        return positive(key, 1);
    }

    OptionalDouble number(String key) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw malformed(
                    key,
                    "must be a number of double precision, but is " + shown(value),
                    "correct it");
        }
        return OptionalDouble.of(value.doubleValue());
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw malformed(key, "must be true or false, but is " + shown(value), "correct it");
        }
        return value.booleanValue();
    }

    String text(String key, String otherwise) {
        JsonNode value = get(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw malformed(key, "must be a text, but is " + shown(value), "correct it");
        }
        return value.textValue();
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(key)) {
            if (!value.isTextual()) {
                throw malformed(
                        key, "must be a text everywhere, but holds " + shown(value), "correct it");
            }
            texts.add(value.textValue());
        }
        return texts;
    }

    /** Whole numbers of a key that may hold one or a list. */
    Set<Integer> integers(String key) {
        Set<Integer> integers = new HashSet<>();
        JsonNode value = get(key);
        if (value.isNumber()) {
            integers.add(whole(key, value));
        } else {
            array(key).forEach(element -> integers.add(whole(key, element)));
        }
        return integers;
    }

    /** Refuses a key whose value changes the result in a way that is not implemented. */
    void requireNeutral(String key, String... neutral) {
        JsonNode value = get(key);
        if (!value.isMissingNode() && !Set.of(neutral).contains(shown(value))) {
            throw unsupported(key, shown(value));
        }
    }

    UnsupportedInputException unsupported(String key, String value) {
        return new UnsupportedInputException(
                file,
                "'" + place + key + "' = " + value + " is not supported",
                "choose a model without it");
    }

    MalformedInputException malformed(String key, String problem, String remedy) {
        return new MalformedInputException(file, "'" + place + key + "' " + problem, remedy);
    }

    /** Keys that nobody asked for, with the way to them. */
    List<String> unknown() {
        return object.propertyStream()
                .map(java.util.Map.Entry::getKey)
                .filter(key -> !asked.contains(key))
                .map(key -> place + key)
                .toList();
    }

    /** Marks keys as known that do not change the result. */
    void ignore(Set<String> keys) {
        asked.addAll(keys);
    }

    private JsonNode array(String key) {
        JsonNode value = get(key);
        if (!value.isMissingNode() && !value.isArray()) {
            throw malformed(key, "must be a list, but is " + shown(value), "correct it");
        }
        return value;
    }

    /** The value; a missing node also where it is null. */
    private JsonNode get(String key) {
        asked.add(key);
        JsonNode value = object.path(key);
        return value.isNull() ? object.path("") : value;
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
