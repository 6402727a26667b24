package io.coterie.segment.model;

import io.coterie.kit.sql.Notifications;
import io.coterie.kit.web.Caller;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.model.RfmViews.ModelView;
import io.coterie.segment.model.RfmViews.SettingsView;
import io.coterie.segment.model.RfmViews.VersionView;
import io.coterie.segment.rfm.Mode;
import io.coterie.segment.rfm.RfmModel;
import io.coterie.segment.rfm.RfmModels;
import io.coterie.segment.rfm.RfmSettings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Scores of recency, frequency and money.
@Path("/models/rfm")
@Tag(name = "Models")
@RunOnVirtualThread
class RfmResource {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final Schedule schedule;
    private final RfmVersions versions;
    private final RfmModels models;
    private final Notifications notifications;
    private final Caller caller;
    private final Clock clock;

    RfmResource(
            Schedule schedule,
            RfmVersions versions,
            RfmModels models,
            Notifications notifications,
            Caller caller,
            Clock clock) {
        this.schedule = schedule;
        this.versions = versions;
        this.models = models;
        this.notifications = notifications;
        this.caller = caller;
        this.clock = clock;
    }

    /// @param currency whose amounts count; found out where absent, if there is but one
    /// @param lookBack how far back orders count, such as P365D; all where absent
    /// @param refreshEvery from an hour on, such as P1D; by hand alone where absent
    record NewSettings(
            @NotBlank @Size(max = 200) String event,
            @NotBlank @Size(max = 200) String property,
            @Nullable @Size(max = 10) String currency,
            @Nullable String lookBack,
            @NotNull Mode mode,
            @Nullable String refreshEvery) {}

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "How customers are scored by their orders, and the newest version of the model")
    public ModelView model() {
        Schedule.Planned planned = schedule.planned();
        return new ModelView(
                SettingsView.of(planned.settings()),
                planned.refreshEvery(),
                models.newest().map(RfmModel::number).orElse(null));
    }

    @PUT
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(
            summary = "Say what the next version is computed by",
            description =
                    "Versions that are there stay as they are. In mode `r-package` classes begin at the quintile plus "
                            + "one (day, order, unit of money), as in the package rfm for R.")
    public ModelView settings(@Valid @NotNull NewSettings request) {
        RfmSettings settings = new RfmSettings(
                request.event(),
                request.property(),
                request.currency(),
                duration("lookBack", request.lookBack(), Duration.ofNanos(1_000)),
                request.mode());
        schedule.plan(new Schedule.Planned(settings, duration("refreshEvery", request.refreshEvery(), AN_HOUR)));
        return model();
    }

    private static @Nullable Duration duration(String field, @Nullable String text, Duration least) {
        if (text == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(text).truncatedTo(ChronoUnit.MICROS);
            if (duration.compareTo(least) >= 0 && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException | ArithmeticException none) {
            throw Problems.invalid(field, "an ISO-8601 duration in days or less, such as P365D");
        }
        throw Problems.invalid(field, "a duration from " + least + " to 36500 days");
    }

    @POST
    @Path("/versions")
    @Transactional
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(
            summary = "Compute a version of the model now, and bring the segments that read scores to it",
            description =
                    "Everybody with an order is looked at; then each of these segments gets a version with the same "
                            + "rule and the new thresholds, and all are cut over at one instant. 409 `at-work` while one is computed.")
    public Response compute() {
        RfmVersion begun = versions.begin(clock.instant().truncatedTo(ChronoUnit.MICROS), caller.subject())
                .orElseThrow(() -> Problems.conflict("at-work", "a version is being computed or released"));
        notifications.afterCommit(RfmWorker.TOPIC);
        return Response.accepted(VersionView.of(begun))
                .location(URI.create("/models/rfm/versions/" + begun.number()))
                .build();
    }

    @GET
    @Path("/versions")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "All versions of the model, newest first")
    public Page<VersionView> versions(
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @DefaultValue("2147483647") @Min(1) int after) {
        return Page.of(versions.before(after, limit + 1), limit, version -> String.valueOf(version.number()))
                .map(VersionView::withoutScores);
    }

    @GET
    @Path("/versions/{version}")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "One version: how far it is, its thresholds, and how many customers have which scores")
    public VersionView version(@PathParam("version") int version) {
        return versions.withNumber(version)
                .map(VersionView::of)
                .orElseThrow(() -> Problems.notFound("version", version));
    }
}
