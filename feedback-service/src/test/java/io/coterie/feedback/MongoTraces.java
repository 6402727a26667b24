package io.coterie.feedback;

import com.mongodb.client.MongoDatabase;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.RawBsonDocument;

/// Looks for somebody in every document of every collection: what an erasure has to leave nothing of.
public final class MongoTraces {
    private MongoTraces() {}

    /// The collections in which one of the texts stands, in strings or in bytes; an id also as its 16 bytes.
    public static Set<String> in(MongoDatabase database, Object... texts) {
        List<String> needles = Stream.of(texts).flatMap(MongoTraces::spellings).toList();
        Set<String> found = new TreeSet<>();
        for (String name : database.listCollectionNames()) {
            for (RawBsonDocument document :
                    database.getCollection(name, RawBsonDocument.class).find()) {
                ByteBuffer bytes = document.getByteBuffer().asNIO();
                byte[] raw = new byte[bytes.remaining()];
                bytes.get(raw);
                String hex = HexFormat.of().formatHex(raw);
                if (needles.stream().anyMatch(hex::contains)) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    private static Stream<String> spellings(Object text) {
        String utf8 = HexFormat.of().formatHex(text.toString().getBytes(StandardCharsets.UTF_8));
        return text instanceof UUID id ? Stream.of(utf8, id.toString().replace("-", "")) : Stream.of(utf8);
    }
}
