package io.coterie.segment.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.JsonSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The JSON object of what is known of a fact. As stored it stays text until a rule reads it, which few do of any one
/// fact; and text is written back as it was.
public final class Values {
    private static final ObjectMapper JSON = JsonSettings.mapper();

    private byte @Nullable [] text;
    private @Nullable JsonNode json;

    private Values(byte @Nullable [] text, @Nullable JsonNode json) {
        this.text = text;
        this.json = json;
    }

    public static Values of(JsonNode json) {
        return new Values(null, json);
    }

    static Values stored(byte[] text) {
        return new Values(text, null);
    }

    public JsonNode json() {
        JsonNode known = json;
        if (known == null) {
            known = parsed();
            json = known;
        }
        return known;
    }

    private JsonNode parsed() {
        try {
            return JSON.readTree(text);
        } catch (IOException broken) {
            throw new UncheckedIOException("stored values are no JSON", broken);
        }
    }

    byte[] text() {
        byte[] known = text;
        if (known == null) {
            known = written();
            text = known;
        }
        return known;
    }

    private byte[] written() {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Values values && json().equals(values.json());
    }

    @Override
    public int hashCode() {
        return json().hashCode();
    }

    @Override
    public String toString() {
        return json().toString();
    }
}
