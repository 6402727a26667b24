package io.coterie.kit.event;

/// The two ways a message can take: live messages never wait behind imports, replays and backfills.
public enum Lane {
    LIVE(""),
    BULK(".bulk");

    private final String exchangeSuffix;

    Lane(String exchangeSuffix) {
        this.exchangeSuffix = exchangeSuffix;
    }

    /// The exchange that carries this event type on this lane: its owner's name, and `.bulk` for the slow lane.
    public String exchangeOf(String eventType) {
        return eventType.substring(0, eventType.indexOf('.')) + exchangeSuffix;
    }

    public static Lane of(boolean historical) {
        return historical ? BULK : LIVE;
    }
}
