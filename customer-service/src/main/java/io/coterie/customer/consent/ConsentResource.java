package io.coterie.customer.consent;

import io.coterie.customer.profile.ProfileTable;
import io.coterie.customer.text.Refused;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Origin;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/customers/{id}/consents")
@RunOnVirtualThread
@Tag(name = "Consents")
class ConsentResource {
    private final ProfileTable profiles;
    private final ConsentTable consents;
    private final RecordConsents recordConsents;
    private final Clock clock;

    ConsentResource(ProfileTable profiles, ConsentTable consents, RecordConsents recordConsents, Clock clock) {
        this.profiles = profiles;
        this.consents = consents;
        this.recordConsents = recordConsents;
        this.clock = clock;
    }

    record Choice(
            @Nullable String channel,
            @Nullable String purpose,
            @Nullable Boolean granted) {}

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Transactional
    @Operation(summary = "The customer's consents as they stand, one per channel and purpose")
    public Page<Consent> list(@PathParam("id") UUID id) {
        mustExist(id);
        return new Page<>(consents.present(List.of(id)).getOrDefault(id, List.of()), null);
    }

    @POST
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Transactional
    @Operation(
            summary = "Grant or withdraw a consent",
            description = "Returns the consent as it then stands. The same choice again changes nothing.")
    public Consent choose(@PathParam("id") UUID id, @Nullable Choice body) {
        if (body == null) {
            throw new Refused("body", "{\"channel\", \"purpose\", \"granted\"}");
        }
        var choice = ConsentChoice.of("body", body.channel, body.purpose, body.granted);
        mustExist(id);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        recordConsents.record(List.of(new RecordConsents.Made(id, choice, now, Origin.first(Ids.next()))), false);
        return consents.present(List.of(id)).getOrDefault(id, List.of()).stream()
                .filter(present -> present.channel().equals(choice.channel())
                        && present.purpose().equals(choice.purpose()))
                .findFirst()
                .orElseThrow();
    }

    private void mustExist(UUID id) {
        if (profiles.lock(id).isEmpty()) {
            throw Problems.notFound("customer", id);
        }
    }
}
