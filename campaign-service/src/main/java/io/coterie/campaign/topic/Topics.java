package io.coterie.campaign.topic;

/// What a commit may leave the loops of all replicas to do.
public final class Topics {
    public static final String DELIVERIES = "deliveries";
    public static final String AUDIENCES = "audiences";

    private Topics() {}
}
