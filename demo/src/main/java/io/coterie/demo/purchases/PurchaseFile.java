package io.coterie.demo.purchases;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A file of purchases in memory, a purchase being a line. Its fields stay as they were written.
///
/// @param names the header; empty where the file has none
public record PurchaseFile(Layout layout, List<String> names, List<List<String>> rows) {

    /// The two files that one is parted into, the older purchases first.
    public record Halves(PurchaseFile older, PurchaseFile newer) {}

    /// @throws UncheckedIOException when the file cannot be read
    /// @throws IllegalArgumentException when a column is missing or a date is none
    public static PurchaseFile read(Path path, Layout layout) {
        var rows = new ArrayList<>(layout.isWhitespace() ? words(path) : records(path, layout));
        var names = layout.header() && !rows.isEmpty() ? rows.removeFirst() : List.<String>of();
        var file = new PurchaseFile(layout, names, List.copyOf(rows));
        file.requireComplete(path);
        return file;
    }

    public void write(Path path) {
        var lines = new ArrayList<List<String>>(rows.size() + 1);
        if (layout.header()) {
            lines.add(names);
        }
        lines.addAll(rows);
        try {
            if (layout.isWhitespace()) {
                Files.write(
                        path, lines.stream().map(line -> String.join(" ", line)).toList());
            } else {
                writeRecords(path, lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /// In the order of their first purchase in the file.
    public SequencedSet<String> ids() {
        var ids = new LinkedHashSet<String>();
        rows.forEach(row -> ids.add(row.get(idPosition())));
        return ids;
    }

    public WrittenDay lastDay() {
        return rows.stream()
                .map(row -> WrittenDay.parse(row.get(datePosition())))
                .max(Comparator.comparing(WrittenDay::day))
                .orElseThrow();
    }

    /// Lines beyond the first of their kind.
    public int repeatedLines() {
        return rows.size() - new HashSet<>(rows).size();
    }

    /// The same purchases, days later and by other ids.
    public PurchaseFile moved(long days, UnaryOperator<String> id) {
        var moved = rows.stream().map(row -> moved(row, days, id)).toList();
        return new PurchaseFile(layout, names, moved);
    }

    /// Parted at the median day: equal lines stay together.
    public Halves halves() {
        var days = rows.stream().map(this::day).sorted().toList();
        var median = days.get(days.size() / 2);
        return new Halves(
                only(rows.stream().filter(row -> day(row) < median)),
                only(rows.stream().filter(row -> day(row) >= median)));
    }

    private PurchaseFile only(Stream<List<String>> some) {
        return new PurchaseFile(layout, names, some.toList());
    }

    private List<String> moved(List<String> row, long days, UnaryOperator<String> id) {
        var moved = new ArrayList<>(row);
        moved.set(idPosition(), id.apply(row.get(idPosition())));
        moved.set(
                datePosition(),
                WrittenDay.parse(row.get(datePosition())).plusDays(days).text());
        return List.copyOf(moved);
    }

    private long day(List<String> row) {
        return WrittenDay.parse(row.get(datePosition())).day().toEpochDay();
    }

    private int idPosition() {
        return layout.position(layout.columns().id(), names);
    }

    private int datePosition() {
        return layout.position(layout.columns().date(), names);
    }

    private void requireComplete(Path path) {
        var columns = layout.columns();
        var positions = Stream.concat(
                        Stream.of(columns.id(), columns.date(), columns.total()), columns.quantity().stream())
                .mapToInt(column -> layout.position(column, names));
        var width = positions.max().orElseThrow() + 1;
        if (rows.isEmpty() || rows.stream().anyMatch(row -> row.size() < width)) {
            throw new IllegalArgumentException(
                    path + " has no purchases, or a line with fewer than " + width + " columns; is --delimiter right?");
        }
    }

    private static List<List<String>> words(Path path) {
        try (Stream<String> lines = Files.lines(path)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> List.of(line.split("\\s+")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static List<List<String>> records(Path path, Layout layout) {
        try (var reader = CsvReader.builder().fieldSeparator(layout.delimiter()).ofCsvRecord(path)) {
            return reader.stream().map(line -> List.copyOf(line.getFields())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private void writeRecords(Path path, List<List<String>> lines) throws IOException {
        try (var writer =
                CsvWriter.builder().fieldSeparator(layout.delimiter().charAt(0)).build(path)) {
            lines.forEach(writer::writeRecord);
        }
    }
}
