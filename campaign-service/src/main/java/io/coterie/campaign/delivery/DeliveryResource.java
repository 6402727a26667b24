package io.coterie.campaign.delivery;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Every message to a person, sent or not, with the decision and what led to it.
@Path("/deliveries")
@RunOnVirtualThread
public class DeliveryResource {
    private static final UUID LOWEST = new UUID(0, 0);

    private final Database database;

    DeliveryResource(Database database) {
        this.database = database;
    }

    /// @param state pending, sending, sent, uncertain or suppressed
    /// @param triggerId the membership change, or the campaign where it is a broadcast
    record DeliveryView(
            UUID id,
            UUID customerId,
            String campaign,
            String channel,
            String state,
            @Nullable String reason,
            @Nullable String messageId,
            int attempts,
            UUID triggerId,
            UUID causationId,
            UUID correlationId,
            int hops,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant decidedAt) {
        static DeliveryView of(ResultSet row) throws SQLException {
            return new DeliveryView(
                    Database.uuid(row, "id"),
                    Database.uuid(row, "customer_id"),
                    row.getString("key"),
                    row.getString("channel"),
                    row.getString("state"),
                    row.getString("reason"),
                    row.getString("message_id"),
                    row.getInt("attempts"),
                    Database.uuid(row, "trigger_id"),
                    Database.uuid(row, "causation_id"),
                    Database.uuid(row, "correlation_id"),
                    row.getInt("hops"),
                    Database.instant(row, "created_at"),
                    Database.instant(row, "expires_at"),
                    Database.optionalInstant(row, "decided_at"));
        }
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Transactional
    @Operation(summary = "Deliveries of a campaign or to a customer, newest first")
    public Page<DeliveryView> list(
            @QueryParam("campaign") @Nullable String campaign,
            @QueryParam("customer") @Nullable UUID customer,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable UUID after) {
        if (campaign == null && customer == null) {
            throw Problems.invalid("campaign", "a campaign's key, a customer's id, or both");
        }
        List<Object> parameters = new ArrayList<>(List.of(after == null ? LOWEST : after));
        StringBuilder where = new StringBuilder("d.id > ?");
        if (campaign != null) {
            where.append(" AND d.campaign_id = (SELECT id FROM campaign WHERE key = ?)");
            parameters.add(campaign);
        }
        if (customer != null) {
            where.append(" AND d.bucket = ? AND d.customer_id = ?");
            parameters.add(Bucket.of(customer));
            parameters.add(customer);
        }
        parameters.add(limit + 1);
        List<DeliveryView> found = database.query(
                "SELECT d.*, k.key, k.channel FROM delivery d JOIN campaign k ON k.id = d.campaign_id WHERE " + where
                        + " ORDER BY d.id LIMIT ?",
                DeliveryView::of,
                parameters.toArray());
        return Page.of(found, limit, delivery -> delivery.id().toString());
    }
}
