package io.coterie.customer.imports;

import io.coterie.customer.text.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The mapping's columns, found in a file: index by name.
///
/// @param width cells that each row has
record Columns(Map<String, Integer> index, int width) {
    private static final int MOST_SHOWN = 50;

    /// @param first the file's first row: its header, where it has one
    /// @throws Refused when the file lacks a column that the mapping names
    static Columns of(Mapping mapping, Line first) {
        if (first.broken()) {
            throw new Refused("file", "well-formed rows");
        }
        List<String> names = mapping.format().header()
                ? first.cells().stream()
                        .map(cell -> Cell.ofBytes("header", cell).text())
                        .toList()
                : List.of();
        Map<String, Integer> index = new HashMap<>();
        mapping.columns().forEach((target, column) -> {
            if (column instanceof Column.InFile inFile) {
                String where = "mapping.columns." + target;
                int at = mapping.format().header()
                        ? named(where, inFile.name(), names)
                        : placed(where, inFile.name(), first.cells().size());
                index.put(inFile.name(), at);
            }
        });
        return new Columns(index, first.cells().size());
    }

    /// The value of a row's column. The row has as many cells as the first.
    Cell cell(Line row, String target, Column column) {
        return switch (column) {
            case Column.Constant constant -> new Cell(target, constant.value());
            case Column.InFile inFile ->
                Cell.ofBytes(inFile.name(), row.cells().get(Objects.requireNonNull(index.get(inFile.name()))));
        };
    }

    private static int named(String where, String name, List<String> names) {
        int at = names.indexOf(name);
        if (at < 0) {
            List<String> shown = names.subList(0, Math.min(names.size(), MOST_SHOWN));
            throw new Refused(where, "one of the file's columns " + shown);
        }
        if (names.lastIndexOf(name) != at) {
            throw new Refused(where, "a column whose name the file has once");
        }
        return at;
    }

    private static int placed(String where, String position, int width) {
        Integer at = number(position);
        if (at == null || at < 1 || at > width) {
            throw new Refused(where, "a position from 1 to " + width);
        }
        return at - 1;
    }

    private static @Nullable Integer number(String text) {
        return text.matches("\\d{1,4}") ? Integer.valueOf(text) : null;
    }
}
