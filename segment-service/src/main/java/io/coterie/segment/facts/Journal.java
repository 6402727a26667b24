package io.coterie.segment.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/// All facts of one customer, as a set: the same fact again changes nothing, whatever the order of arrival.
public final class Journal {
    private record Place(Chunk chunk, int index) {}

    private final List<Chunk> chunks;
    private @Nullable Map<UUID, Place> places;

    private Journal(List<Chunk> chunks) {
        this.chunks = chunks;
    }

    /// Only news need them.
    private Map<UUID, Place> places() {
        Map<UUID, Place> known = places;
        if (known == null) {
            known = new HashMap<>();
            for (Chunk chunk : chunks) {
                for (int i = 0; i < chunk.facts().size(); i++) {
                    known.put(chunk.facts().get(i).id(), new Place(chunk, i));
                }
            }
            places = known;
        }
        return known;
    }

    public static Journal empty() {
        return new Journal(new ArrayList<>());
    }

    /// From stored chunks, which are numbered from 0.
    public static Journal of(List<byte[]> stored) {
        List<Chunk> chunks = new ArrayList<>(stored.size());
        for (byte[] bytes : stored) {
            chunks.add(new Chunk(chunks.size(), FactFormat.read(bytes)));
        }
        return new Journal(chunks);
    }

    /// Whether the fact is news: unknown until now, or a newer version of an answer.
    public boolean isNews(Fact fact) {
        Place place = places().get(fact.id());
        return place == null || isNewer(fact, place.chunk().facts().get(place.index()));
    }

    /// Whether the fact was news.
    public boolean add(Fact fact) {
        if (!isNews(fact)) {
            return false;
        }
        Place place = places().get(fact.id());
        if (place == null) {
            Chunk chunk = open();
            chunk.add(fact);
            places().put(fact.id(), new Place(chunk, chunk.facts().size() - 1));
        } else {
            place.chunk().replace(place.index(), fact);
        }
        return true;
    }

    private static boolean isNewer(Fact fact, Fact known) {
        return fact instanceof Fact.Answer answer
                && known instanceof Fact.Answer older
                && answer.version() > older.version();
    }

    private Chunk open() {
        if (chunks.isEmpty() || chunks.getLast().isFull()) {
            chunks.add(new Chunk(chunks.size(), List.of()));
        }
        return chunks.getLast();
    }

    public List<Fact> facts() {
        List<Fact> all = new ArrayList<>();
        chunks.forEach(chunk -> all.addAll(chunk.facts()));
        return all;
    }

    /// Hands every chunk that changed since it was read to the writer, as bytes with its number.
    public void forEachTouched(ObjIntConsumer<byte[]> writer) {
        for (Chunk chunk : chunks) {
            if (chunk.touched()) {
                writer.accept(FactFormat.write(chunk.facts()), chunk.number());
            }
        }
    }
}
