package io.coterie.feedback.response;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How far a response has got.
public enum ResponseState {
    /// It is a known customer's, and told to the suite.
    RESOLVED,
    /// Nobody known has one of its identities yet.
    UNRESOLVED,
    /// The payload could not be read.
    UNREADABLE,
    /// The payload holds no complete answer.
    IGNORED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ResponseState> of(String key) {
        return Stream.of(values()).filter(each -> each.key().equals(key)).findFirst();
    }
}
