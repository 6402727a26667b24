package io.coterie.feedback.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.feedback.identity.ErasedIdentities;
import io.coterie.feedback.identity.Tombstones;
import io.coterie.kit.erasure.Erasure;
import jakarta.inject.Singleton;

/// Takes an item of `customer.erased.v1`: from here on nothing of the person is taken, what there is goes in the
/// background.
@Singleton
public class BeginErasure {
    private final Tombstones tombstones;
    private final ErasedIdentities identities;
    private final ErasureDocuments erasures;
    private final ErasureLoop loop;
    private final ObjectMapper json;

    BeginErasure(
            Tombstones tombstones,
            ErasedIdentities identities,
            ErasureDocuments erasures,
            ErasureLoop loop,
            ObjectMapper json) {
        this.tombstones = tombstones;
        this.identities = identities;
        this.erasures = erasures;
        this.loop = loop;
        this.json = json;
    }

    /// Doing it again changes nothing, but sends the receipt again.
    /// @throws IllegalArgumentException when the item lacks what its contract promises
    public void begin(JsonNode item) {
        Erasure erasure = Erasure.read(item, json);
        tombstones.set(erasure);
        identities.remember(erasure);
        erasures.begin(ErasureDocument.begun(erasure));
        loop.wake();
    }
}
