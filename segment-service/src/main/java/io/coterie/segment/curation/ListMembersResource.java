package io.coterie.segment.curation;

import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.list.ListMembers;
import io.coterie.segment.list.StaticList;
import io.coterie.segment.list.StaticLists;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who is on a static list.
@Path("/lists/{key}/members")
@Tag(name = "Lists")
@RunOnVirtualThread
class ListMembersResource {
    private static final String CSV = "text/csv";
    private static final String JSON_LINES = "application/x-ndjson";
    private static final int MOST_NAMED = 10_000;

    private final StaticLists lists;
    private final ListMembers members;
    private final ChangeList change;
    private final ListFile file;

    ListMembersResource(StaticLists lists, ListMembers members, ChangeList change, ListFile file) {
        this.lists = lists;
        this.members = members;
        this.change = change;
        this.file = file;
    }

    record Named(@NotNull @Size(min = 1, max = MOST_NAMED) List<String> customerIds) {}

    /// @param version the list's present one, a new one if anybody was put on it or taken off it
    /// @param erased how many were left out because they are erased
    record Changed(int version, int added, int removed, int erased) {
        static Changed of(ChangeList.Changed changed) {
            return new Changed(changed.version(), changed.added(), changed.removed(), changed.erased());
        }
    }

    /// @param rejected how many lines were passed over
    /// @param rejections the first hundred of them
    record Uploaded(
            int version, int added, int removed, int erased, int rejected, List<CustomerIds.Rejection> rejections) {}

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "Who is on a list, now or as of one of its versions, in the order of their ids")
    public Page<ListMembers.Member> members(
            @PathParam("key") String key,
            @QueryParam("version") @Nullable @Min(0) Integer version,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable UUID after) {
        StaticList list = lists.byKey(key).orElseThrow(() -> Problems.notFound("list", key));
        int asOf = version == null ? list.version() : version;
        if (asOf > list.version()) {
            throw Problems.notFound("version", asOf);
        }
        return Page.of(
                members.asOf(list.id(), asOf, after, limit + 1),
                limit,
                member -> member.customerId().toString());
    }

    @POST
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(
            summary = "Put customers on a list; who is on it already stays",
            description = "Customers of whom nothing is known yet may be named, and count once they appear.")
    public Changed add(@PathParam("key") String key, @Valid @NotNull Named request) {
        return Changed.of(change.change(key, Mode.ADD, ids(request)));
    }

    @POST
    @Path("/remove")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Take customers off a list; who is not on it does not matter")
    public Changed remove(@PathParam("key") String key, @Valid @NotNull Named request) {
        return Changed.of(change.change(key, Mode.REMOVE, ids(request)));
    }

    @POST
    @Path("/upload")
    @Consumes({CSV, JSON_LINES})
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(
            summary = "Change a list by a file of customer ids",
            description = "CSV with a column customerId, or with one id a line; or a JSON object with the field "
                    + "customerId a line, or a string. mode is add, remove or replace. Lines that name no customer are "
                    + "passed over and reported. All others take effect together, as one version.")
    public Uploaded upload(
            @PathParam("key") String key,
            @QueryParam("mode") @Nullable String mode,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
            InputStream body)
            throws IOException {
        Mode asked = mode(mode);
        boolean csv = type.isCompatible(MediaType.valueOf(CSV));
        return uploaded(key, asked, csv ? file.csv(body) : file.jsonLines(body));
    }

    private Uploaded uploaded(String key, Mode mode, CustomerIds named) {
        if (named.ids().isEmpty()) {
            throw Problems.invalid("body", "at least one line with " + CustomerIds.EXPECTED);
        }
        ChangeList.Changed changed = change.change(key, mode, named.ids());
        return new Uploaded(
                changed.version(),
                changed.added(),
                changed.removed(),
                changed.erased(),
                named.rejected(),
                named.rejections());
    }

    private static Mode mode(@Nullable String word) {
        return Mode.of(word == null ? "" : word).orElseThrow(() -> Problems.invalid("mode", "add, remove or replace"));
    }

    private static List<UUID> ids(Named request) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < request.customerIds().size(); i++) {
            int at = i;
            ids.add(Optional.ofNullable(request.customerIds().get(i))
                    .flatMap(CustomerIds::parsed)
                    .orElseThrow(() -> Problems.invalid("/customerIds/" + at, CustomerIds.EXPECTED)));
        }
        return ids;
    }
}
