package io.coterie.feedback;

import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MongoResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.quarkus.test.common.QuarkusTestResource;

/// The servers of every `@QuarkusTest` in this module.
@QuarkusTestResource(MongoResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
final class TestServers {
    private TestServers() {}
}
