package io.coterie.segment.curation;

import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.audit.ListTrail;
import io.coterie.segment.list.StaticList;
import io.coterie.segment.list.StaticLists;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Static lists: customers who were picked by hand or imported.
@Path("/lists")
@Tag(name = "Lists")
@RunOnVirtualThread
class ListsResource {
    private static final String SLUG = "[a-z][a-z0-9-]{0,62}";
    private static final String PLACE = "\\d{1,18}";

    private final StaticLists lists;
    private final KeepList keep;
    private final ListTrail trail;

    ListsResource(StaticLists lists, KeepList keep, ListTrail trail) {
        this.lists = lists;
        this.keep = keep;
        this.trail = trail;
    }

    record NewList(
            @NotNull @Pattern(regexp = SLUG) String key,
            @Nullable @Size(max = 200) String name) {}

    /// @param version of the latest change; 0 where there was none
    /// @param size how many customers are on it, also those of whom nothing else is known yet
    /// @param pending whether segments do not show the latest changes for everybody yet
    /// @param archivedAt only where it is archived
    record ListView(
            String key,
            String name,
            int version,
            long size,
            Instant createdAt,
            Instant changedAt,
            boolean pending,
            @Nullable Instant archivedAt) {
        static ListView of(StaticList list) {
            return new ListView(
                    list.key(),
                    list.name(),
                    list.version(),
                    list.size(),
                    list.createdAt(),
                    list.changedAt(),
                    list.pending(),
                    list.archivedAt());
        }
    }

    @POST
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Make a static list, with nobody on it")
    public RestResponse<ListView> create(@Valid @NotNull NewList request) {
        String name = request.name() == null ? request.key() : request.name();
        StaticList list = keep.create(request.key(), name);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, ListView.of(list))
                .location(URI.create("/lists/" + list.key()))
                .build();
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "Static lists by key: those in use, or those that are archived")
    public Page<ListView> list(
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("archived") @DefaultValue("false") boolean archived) {
        return Page.of(lists.after(after, archived, limit + 1), limit, StaticList::key)
                .map(ListView::of);
    }

    @GET
    @Path("/{key}")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "One static list: its size, its version and when it was last changed")
    public ListView one(@PathParam("key") String key) {
        return ListView.of(byKey(key));
    }

    @GET
    @Path("/{key}/versions")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "Every change of a list, newest first: who, when, how many were put on it and taken off it")
    public Page<ListTrail.Entry> versions(
            @PathParam("key") String key,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable @Pattern(regexp = PLACE) String after) {
        return page(key, true, after, limit);
    }

    @GET
    @Path("/{key}/audit")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "Who did what to a list and when, newest first")
    public Page<ListTrail.Entry> audit(
            @PathParam("key") String key,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable @Pattern(regexp = PLACE) String after) {
        return page(key, false, after, limit);
    }

    @POST
    @Path("/{key}/archive")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(
            summary = "Archive a list: no rule can refer to it, nobody can be put on it",
            description = "409 `referred-to` with the keys of segments whose rules refer to it.")
    public ListView archive(@PathParam("key") String key) {
        return ListView.of(keep.archive(key));
    }

    @POST
    @Path("/{key}/restore")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Take a list out of the archive, with all who were on it")
    public ListView restore(@PathParam("key") String key) {
        return ListView.of(keep.restore(key));
    }

    private Page<ListTrail.Entry> page(String key, boolean versions, @Nullable String after, int limit) {
        long before = after == null ? Long.MAX_VALUE : Long.parseLong(after);
        return Page.of(
                trail.of(byKey(key).id(), before, versions, limit + 1), limit, entry -> String.valueOf(entry.place()));
    }

    private StaticList byKey(String key) {
        return lists.byKey(key).orElseThrow(() -> Problems.notFound("list", key));
    }
}
