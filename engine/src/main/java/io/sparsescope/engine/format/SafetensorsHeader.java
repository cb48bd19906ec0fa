package io.sparsescope.engine.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON header of a safetensors file.
 *
 * @param tensors by name, in file order
 * @param metadata the optional {@code __metadata__}
 */
record SafetensorsHeader(Map<String, TensorHeader> tensors, Map<String, String> metadata) {
    private static final String METADATA_KEY = "__metadata__";
    private static final String DOWNLOAD_AGAIN = "download or export the file again";
    private static final int MAX_RANK = 16;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(4).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    /** Reads the header; duplicate names, wrong types and unknown fields are errors. */
    static SafetensorsHeader parse(Path file, MemorySegment json) {
        var bytes = new ByteArrayInputStream(json.toArray(ValueLayout.JAVA_BYTE));
        try (JsonParser parser = JSON.createParser(bytes)) {
            return new Reader(file, parser).read();
        } catch (JsonProcessingException problem) {
            String place =
                    problem.getLocation() == null
                            ? ""
                            : " at byte " + problem.getLocation().getByteOffset();
            throw new MalformedInputException(
                    file,
                    "its header is not sound JSON"
                            + place
                            + " ("
                            + problem.getOriginalMessage()
                            + ")",
                    DOWNLOAD_AGAIN);
        } catch (IOException problem) {
            throw new MalformedInputException(
                    file,
                    "its header cannot be read (" + problem.getMessage() + ")",
                    DOWNLOAD_AGAIN);
        }
    }

    /**
     * Checks that the tensors fill the data section from its first to its last byte without gap or
     * overlap.
     */
    void checkLayout(Path file, long dataBytes) {
        List<TensorHeader> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(
                Comparator.comparingLong(TensorHeader::begin).thenComparingLong(TensorHeader::end));
        long filled = 0;
        for (TensorHeader tensor : inOrder) {
            if (tensor.begin() != filled) {
                throw new MalformedInputException(
                        file,
                        "tensor '"
                                + tensor.name()
                                + "' begins at byte "
                                + tensor.begin()
                                + " of the data, but the one before it ends at "
                                + filled,
                        DOWNLOAD_AGAIN);
            }
            filled = tensor.end();
        }
        if (filled > dataBytes) {
            throw new MalformedInputException(
                    file,
                    "truncated: its tensors need "
                            + filled
                            + " bytes of data, the file has "
                            + dataBytes,
                    "download it again");
        }
        if (filled < dataBytes) {
            throw new MalformedInputException(
                    file, (dataBytes - filled) + " bytes follow the last tensor", DOWNLOAD_AGAIN);
        }
    }

    /** Walks the token stream; the parser itself refuses duplicate keys and deep nesting. */
    private record Reader(Path file, JsonParser parser) {

        SafetensorsHeader read() throws IOException {
            Map<String, TensorHeader> tensors = new LinkedHashMap<>();
            Map<String, String> metadata = Map.of();
            expect(parser.nextToken(), JsonToken.START_OBJECT, "the header");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (name.equals(METADATA_KEY)) {
                    metadata = readMetadata();
                } else {
                    tensors.put(name, readTensor(name));
                }
            }
            if (parser.nextToken() != null) {
                throw malformed("something other than spaces follows the header's last '}'");
            }
            return new SafetensorsHeader(tensors, metadata);
        }

        private Map<String, String> readMetadata() throws IOException {
            Map<String, String> metadata = new LinkedHashMap<>();
            expect(parser.nextToken(), JsonToken.START_OBJECT, METADATA_KEY);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                expect(parser.nextToken(), JsonToken.VALUE_STRING, METADATA_KEY + " '" + key + "'");
                metadata.put(key, parser.getText());
            }
            return Map.copyOf(metadata);
        }

        private TensorHeader readTensor(String name) throws IOException {
            expect(parser.nextToken(), JsonToken.START_OBJECT, "tensor '" + name + "'");
            @Nullable String type = null;
            @Nullable List<Long> shape = null;
            @Nullable List<Long> offsets = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                switch (field) {
                    case "dtype" -> {
                        expect(
                                parser.nextToken(),
                                JsonToken.VALUE_STRING,
                                "dtype of tensor '" + name + "'");
                        type = parser.getText();
                    }
                    case "shape" -> shape = readNumbers("shape of tensor '" + name + "'");
                    case "data_offsets" ->
                            offsets = readNumbers("data_offsets of tensor '" + name + "'");
                    default ->
                            throw malformed(
                                    "tensor '" + name + "' has the unknown field '" + field + "'");
                }
            }
            if (type == null || shape == null || offsets == null || offsets.size() != 2) {
                throw malformed(
                        "tensor '" + name + "' must have dtype, shape and two data_offsets");
            }
            return checked(name, dtype(name, type), shape, offsets);
        }

        private TensorHeader checked(
                String name, DType type, List<Long> shape, List<Long> offsets) {
            long begin = offsets.get(0);
            long end = offsets.get(1);
            long bytes = type.bytes();
            try {
                for (long extent : shape) {
                    bytes = Math.multiplyExact(bytes, extent);
                }
            } catch (ArithmeticException _) {
                throw malformed(
                        "tensor '" + name + "' of shape " + shape + " is larger than any file");
            }
            if (begin > end || end - begin != bytes) {
                throw malformed(
                        "tensor '"
                                + name
                                + "' of "
                                + type
                                + " "
                                + shape
                                + " needs "
                                + bytes
                                + " bytes, its data_offsets are "
                                + offsets);
            }
            return new TensorHeader(name, type, shape, begin, end);
        }

        private DType dtype(String name, String type) {
            return DType.named(type)
                    .orElseThrow(() ->
                            new UnsupportedInputException(
                                    file,
                                    "tensor '" + name + "' has the unknown dtype '" + type + "'",
                                    "convert it to F32, F16 or BF16"));
        }

        private List<Long> readNumbers(String place) throws IOException {
            List<Long> numbers = new ArrayList<>();
            expect(parser.nextToken(), JsonToken.START_ARRAY, place);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, place);
                long number = parser.getLongValue();
                if (number < 0 || numbers.size() >= MAX_RANK) {
                    throw malformed(
                            place
                                    + " holds a negative number or more than "
                                    + MAX_RANK
                                    + " numbers");
                }
                numbers.add(number);
            }
            return numbers;
        }

        private void expect(@Nullable JsonToken actual, JsonToken wanted, String place) {
            if (actual != wanted) {
                throw malformed(place + " should be " + wanted + " but is " + actual);
            }
        }

        private MalformedInputException malformed(String problem) {
            return new MalformedInputException(file, problem, DOWNLOAD_AGAIN);
        }
    }
}
