package io.coterie.campaign.report;

import io.coterie.kit.sql.Database;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What became of a campaign. When nothing is pending any more, sent + uncertain + suppressed = recipients.
@Path("/campaigns/{key}/report")
@RunOnVirtualThread
public class ReportResource {
    private static final String CAMPAIGN = "SELECT id, state FROM campaign WHERE key = ?";
    private static final String COUNTS =
            "SELECT state, reason, count(*) AS n FROM delivery WHERE campaign_id = ? GROUP BY state, reason";
    private static final String AUDIENCE = """
            SELECT count(*) AS parts, sum(announced) AS announced, sum(read) AS read, bool_and(done) AS complete,
                   max(problem) AS problem
            FROM audience_part WHERE campaign_id = ? AND NOT excluded
            """;

    private final Database database;

    ReportResource(Database database) {
        this.database = database;
    }

    private record Known(UUID id, String state) {}

    private record Count(String state, @Nullable String reason, long number) {}

    /// @param announced members as segment-service counted them, over all segments included; absent until known
    /// @param read members as they were read; recipients are fewer where segments overlap or others are excluded
    /// @param problem why reading does not go on at present
    record Audience(
            @Nullable Long announced,
            long read,
            boolean complete,
            @Nullable String problem) {}

    record Report(
            String key,
            String state,
            long recipients,
            long sent,
            long uncertain,
            Map<String, Long> suppressed,
            long pending,
            @Nullable Audience audience) {}

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Transactional
    @Operation(summary = "What became of a campaign's recipients")
    public Report report(@PathParam("key") String key) {
        Known campaign = database.first(
                        CAMPAIGN, row -> new Known(Database.uuid(row, "id"), row.getString("state")), key)
                .orElseThrow(() -> Problems.notFound("campaign", key));
        List<Count> counts = database.query(
                COUNTS,
                row -> new Count(row.getString("state"), row.getString("reason"), row.getLong("n")),
                campaign.id);
        Map<String, Long> suppressed = new TreeMap<>();
        counts.stream()
                .filter(count -> count.reason != null)
                .forEach(count -> suppressed.put(count.reason, count.number));
        return new Report(
                key,
                campaign.state,
                counts.stream().mapToLong(Count::number).sum(),
                number(counts, "sent"),
                number(counts, "uncertain"),
                suppressed,
                number(counts, "pending") + number(counts, "sending"),
                audience(campaign.id));
    }

    private @Nullable Audience audience(UUID campaign) {
        return database.query(
                        AUDIENCE,
                        row -> row.getLong("parts") == 0
                                ? null
                                : new Audience(
                                        row.getObject("announced") == null ? null : row.getLong("announced"),
                                        row.getLong("read"),
                                        row.getBoolean("complete"),
                                        row.getString("problem")),
                        campaign)
                .getFirst();
    }

    private static long number(List<Count> counts, String state) {
        return counts.stream()
                .filter(count -> count.state.equals(state))
                .mapToLong(Count::number)
                .sum();
    }
}
