package io.coterie.kit.retention;

/// Something that a service keeps for a while only.
public interface Retained {
    /// What is kept, for the log.
    String kept();

    /// Deletes at most so many of those whose time is over, in one short transaction; how many it deleted. Several
    /// replicas may do so at once.
    int deleteSome(int most);
}
