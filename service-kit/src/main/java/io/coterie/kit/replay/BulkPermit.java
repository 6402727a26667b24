package io.coterie.kit.replay;

/// Whether there is room for more events that can wait.
public interface BulkPermit {
    boolean granted();
}
