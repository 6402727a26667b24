package io.coterie.segment.facts;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// The names that occur in a chunk, each stored once and numbered from 0.
final class Names {
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    void add(String name) {
        numbers.putIfAbsent(name, numbers.size());
    }

    int number(String name) {
        return Objects.requireNonNull(numbers.get(name), name);
    }

    void write(CodedOutputStream out) throws IOException {
        out.writeUInt32NoTag(numbers.size());
        for (String name : numbers.keySet()) {
            out.writeStringNoTag(name);
        }
    }

    static String[] read(CodedInputStream in) throws IOException {
        String[] names = new String[in.readUInt32()];
        for (int i = 0; i < names.length; i++) {
            names[i] = in.readString();
        }
        return names;
    }
}
