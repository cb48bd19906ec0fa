package io.sparsescope.engine.table;

/**
 * What is said of a column of a table of lines.
 *
 * @param name of the column
 * @param type of its values, see {@link Values#type()}
 * @param unit of its values; empty for none
 * @param meaning what it is, in a line
 */
public record Heading(String name, String type, String unit, String meaning) {}
