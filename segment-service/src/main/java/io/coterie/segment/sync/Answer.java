package io.coterie.segment.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of sending a message. Bodies of answers are not read.
sealed interface Answer {
    /// @param retryAfter what the receiver asks for
    record Status(int code, @Nullable Duration retryAfter) implements Answer {
        boolean taken() {
            return code >= 200 && code < 300;
        }
    }

    /// @param why one of a few words
    record None(String why) implements Answer {}
}
