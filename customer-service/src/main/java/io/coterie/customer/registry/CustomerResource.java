package io.coterie.customer.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.consent.ConsentChoice;
import io.coterie.customer.identity.Identity;
import io.coterie.customer.registry.ChangeCustomers.Done;
import io.coterie.customer.registry.ChangeCustomers.IdentityTaken;
import io.coterie.customer.registry.ChangeCustomers.NewCustomer;
import io.coterie.customer.registry.ChangeCustomers.NoSuchCustomer;
import io.coterie.customer.registry.ChangeCustomers.OtherVersion;
import io.coterie.customer.registry.ChangeCustomers.Outcome;
import io.coterie.customer.text.Refused;
import io.coterie.customer.text.Storable;
import io.coterie.customer.text.Words;
import io.coterie.customer.web.Limit;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/customers")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
class CustomerResource {
    private final Customers customers;
    private final ChangeCustomers changes;

    CustomerResource(Customers customers, ChangeCustomers changes) {
        this.customers = customers;
        this.changes = changes;
    }

    record Creation(
            @Nullable String externalId,
            @Nullable String email,
            @Nullable ObjectNode traits,
            @Nullable List<Choice> consents) {}

    record Choice(
            @Nullable String channel,
            @Nullable String purpose,
            @Nullable Boolean granted) {}

    @POST
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Create a customer", description = "409 where the external id or the address is taken.")
    public RestResponse<CustomerView> create(@Nullable Creation body) {
        if (body == null) {
            throw new Refused("body", "a JSON object");
        }
        UUID id = done(changes.create(wanted(body)), "");
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, view(id))
                .location(URI.create("/customers/" + id))
                .tag(tag(view(id)))
                .build();
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(
            summary = "All customers, or the one with an external id or an address",
            description = "With externalId or email the page has one item, or none.")
    public Page<CustomerView> list(
            @QueryParam("externalId") @Nullable String externalId,
            @QueryParam("email") @Nullable String email,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("after") @Nullable UUID after) {
        if (externalId != null) {
            return only(customers.withIdentity(Identity.userId(externalId)));
        }
        if (email != null) {
            return only(customers.withIdentity(Identity.email(email)));
        }
        int most = Limit.checked(limit);
        return Page.of(customers.after(after, most + 1), most, view -> view.id().toString());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "One customer; the ETag is the version")
    public RestResponse<CustomerView> get(@PathParam("id") UUID id) {
        return tagged(view(id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(
            summary = "Change traits by a JSON merge patch (RFC 7396)",
            description = "The body is the patch of the traits, such as {\"country\": \"AT\", \"city\": null}; the same"
                    + " within {\"traits\": …} is taken too. A member email changes the address. With If-Match, 412"
                    + " where the version is another one.")
    public RestResponse<CustomerView> patch(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable JsonNode body) {
        if (!(body instanceof ObjectNode given)) {
            throw new Refused("body", "a JSON object");
        }
        Storable.check("body", given);
        ObjectNode patch = given.size() == 1 && given.get("traits") instanceof ObjectNode inner
                ? inner.deepCopy()
                : given.deepCopy();
        done(changes.patch(id, patch, emailIn(patch), versionIn(ifMatch)), id);
        return tagged(view(id));
    }

    private static NewCustomer wanted(Creation body) {
        String externalId = body.externalId == null ? null : Words.checked("externalId", body.externalId);
        ObjectNode given = body.traits == null ? JsonNodeFactory.instance.objectNode() : body.traits.deepCopy();
        Storable.check("traits", given);
        String email = body.email == null ? emailIn(given) : Words.email("email", body.email);
        given.remove("email");
        String address = email == null || email.isEmpty() ? null : email;
        if (externalId == null && address == null) {
            throw new Refused("externalId", "externalId or email");
        }
        List<ConsentChoice> consents = body.consents == null
                ? List.of()
                : body.consents.stream()
                        .map(each -> ConsentChoice.of("consents", each.channel, each.purpose, each.granted))
                        .toList();
        return new NewCustomer(externalId, address, withoutNulls(given), consents);
    }

    /// Takes the member `email` out of the traits: an address, empty where it is to be removed, null where it is not
    /// spoken of.
    private static @Nullable String emailIn(ObjectNode traits) {
        JsonNode email = traits.remove("email");
        if (email == null) {
            return null;
        }
        return email.isNull() ? "" : Words.email("email", Words.required("email", email));
    }

    private static ObjectNode withoutNulls(ObjectNode traits) {
        traits.properties().removeIf(field -> field.getValue().isNull());
        return traits;
    }

    private static @Nullable Long versionIn(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        try {
            return Long.valueOf(ifMatch.strip().replaceAll("^\"|\"$", ""));
        } catch (NumberFormatException foreign) {
            throw Problems.changedMeanwhile("If-Match is no ETag of a customer, expected a version such as \"3\"");
        }
    }

    private static UUID done(Outcome outcome, Object id) {
        return switch (outcome) {
            case Done done -> done.id();
            case IdentityTaken taken ->
                throw Problems.conflict(
                        "identity-taken", "another customer has this " + taken.namespace() + " already");
            case NoSuchCustomer none -> throw Problems.notFound("customer", id);
            case OtherVersion other -> throw Problems.changedMeanwhile("the customer is in version " + other.present());
        };
    }

    private CustomerView view(UUID id) {
        return customers.withId(id).orElseThrow(() -> Problems.notFound("customer", id));
    }

    private static RestResponse<CustomerView> tagged(CustomerView view) {
        return RestResponse.ResponseBuilder.ok(view).tag(tag(view)).build();
    }

    private static EntityTag tag(CustomerView view) {
        return new EntityTag(Long.toString(view.version()));
    }

    private static Page<CustomerView> only(Optional<CustomerView> found) {
        return new Page<>(found.stream().toList(), null);
    }
}
