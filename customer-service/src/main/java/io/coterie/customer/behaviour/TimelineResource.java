package io.coterie.customer.behaviour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.text.Refused;
import io.coterie.customer.web.Limit;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/customers/{id}/timeline")
@RunOnVirtualThread
@Tag(name = "Customers")
class TimelineResource {
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID HIGHEST = new UUID(-1, -1);

    private final Journal journal;

    TimelineResource(Journal journal) {
        this.journal = journal;
    }

    record Entry(UUID id, String event, Instant occurredAt, Instant recordedAt, String source, ObjectNode properties) {
        static Entry of(Behaviour behaviour) {
            return new Entry(
                    behaviour.id(),
                    behaviour.event(),
                    behaviour.occurredAt(),
                    behaviour.recordedAt(),
                    behaviour.source(),
                    behaviour.properties());
        }
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "What a customer did, newest first")
    public Page<Entry> timeline(
            @PathParam("id") UUID id,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("after") @Nullable String after) {
        int most = Limit.checked(limit);
        Place place = after == null ? new Place(END_OF_TIME, HIGHEST) : Place.of(after);
        var found = journal.before(id, place.occurredAt, place.id, most + 1);
        return Page.of(found, most, row -> row.occurredAt() + "_" + row.id()).map(Entry::of);
    }

    private record Place(Instant occurredAt, UUID id) {
        static Place of(String cursor) {
            try {
                String[] parts = cursor.split("_", 2);
                return new Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException broken) {
                throw new Refused("after", "the value of next");
            }
        }
    }
}
