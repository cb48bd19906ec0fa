package io.sparsescope.engine.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.format.DType;
import io.sparsescope.engine.format.SafetensorsWriter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A result as a safetensors file. Provenance stands in the metadata entry by entry; {@code arrays}
 * there is JSON that says what every array is. The format knows no texts: an array of them is a
 * metadata entry of its name, a JSON list in the order of the axes.
 */
final class SafetensorsTables {
    private static final String ARRAYS = "arrays";

    private SafetensorsTables() {}

    static void write(Path file, ResultTables result) {
        var writer = new SafetensorsWriter();
        result.provenance().forEach(writer::describe);
        ObjectNode description = result.arrayDescription();
        writer.describe(ARRAYS, description.path(ARRAYS).toString());
        for (DataArray array : result.arrays()) {
            add(array, writer);
        }
        writer.write(file);
    }

    private static void add(DataArray array, SafetensorsWriter writer) {
        String name = array.name();
        switch (array.values()) {
            case Values.Doubles doubles -> writer.add(name, doubles.values(), array.shape());
            case Values.Floats floats -> writer.add(name, floats.values(), array.shape());
            case Values.Longs longs -> writer.add(name, longs.values(), array.shape());
            case Values.Flags flags -> writer.add(name, DType.BOOL, bytes(flags), array.shape());
            case Values.Texts texts -> writer.describe(name, json(texts));
        }
    }

    private static MemorySegment bytes(Values.Flags flags) {
        byte[] bytes = new byte[flags.length()];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = (byte) (flags.values()[index] ? 1 : 0);
        }
        return MemorySegment.ofArray(bytes);
    }

    private static String json(Values.Texts texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String text : texts.values()) {
            list.add(text);
        }
        return list.toString();
    }
}
