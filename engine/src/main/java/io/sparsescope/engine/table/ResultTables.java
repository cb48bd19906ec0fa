package io.sparsescope.engine.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A result as tables, and where it comes from.
 *
 * @param tables the most important one first; at least one
 * @param provenance where they come from, a word for each entry
 */
public record ResultTables(List<DataTable> tables, Map<String, String> provenance) {
    public ResultTables {
        tables = List.copyOf(tables);
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("a result needs a table");
        }
        requireOnce(tables.stream().map(DataTable::name).toList());
        requireOnce(
                tables.stream().flatMap(t -> t.arrays().stream()).map(DataArray::name).toList());
    }

    private static void requireOnce(List<String> names) {
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("a name stands twice: " + names);
        }
    }

    /** The same tables with entries put before their own. */
    public ResultTables after(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.putAll(provenance);
        return new ResultTables(tables, all);
    }

    /** All arrays of all tables. */
    List<DataArray> arrays() {
        return tables.stream().flatMap(table -> table.arrays().stream()).toList();
    }

    /** The provenance, and what every array is. */
    ObjectNode arrayDescription() {
        ObjectNode root = provenanceTree();
        ArrayNode list = root.putArray("arrays");
        for (DataArray array : arrays()) {
            ObjectNode entry =
                    list.addObject().put("name", array.name()).put("type", array.values().type());
            ArrayNode shape = entry.putArray("shape");
            ArrayNode axes = entry.putArray("axes");
            for (Axis axis : array.axes()) {
                shape.add(axis.length());
                axes.add(axis.name());
            }
            entry.put("unit", array.unit()).put("meaning", array.meaning());
        }
        return root;
    }

    /** The provenance, as the beginning of a description. */
    ObjectNode provenanceTree() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        provenance.forEach(root.putObject("provenance")::put);
        return root;
    }
}
