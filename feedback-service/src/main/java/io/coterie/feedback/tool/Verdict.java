package io.coterie.feedback.tool;

/// Whether a delivery was signed by who holds the source's secret.
public sealed interface Verdict {
    record Genuine() implements Verdict {}

    record Refused(String reason) implements Verdict {}

    static Verdict of(boolean genuine, String otherwise) {
        return genuine ? new Genuine() : new Refused(otherwise);
    }
}
