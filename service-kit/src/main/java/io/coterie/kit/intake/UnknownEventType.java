package io.coterie.kit.intake;

/// This service knows no such event: another version, or another service's business. The message is parked as it came.
public final class UnknownEventType extends RuntimeException {
    public UnknownEventType(String type) {
        super("type: no such event is known here: " + type);
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
