package io.coterie.segment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.membership.Members;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.Sentence;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
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
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Segments and the versions of their rules.
@Path("/segments")
@Tag(name = "Segments")
@RunOnVirtualThread
class SegmentsResource {
    private static final String SLUG = "[a-z][a-z0-9-]{0,62}";

    private final Segments segments;
    private final Versions versions;
    private final SaveSegment save;
    private final StoredRules rules;
    private final Members members;
    private final Health health;
    private final DefinitionsInForce definitions;

    SegmentsResource(
            Segments segments,
            Versions versions,
            SaveSegment save,
            StoredRules rules,
            Members members,
            Health health,
            DefinitionsInForce definitions) {
        this.segments = segments;
        this.versions = versions;
        this.save = save;
        this.rules = rules;
        this.members = members;
        this.health = health;
        this.definitions = definitions;
    }

    record NewSegment(
            @NotNull @Pattern(regexp = SLUG) String key,
            @Nullable @Size(max = 200) String name,
            @NotNull JsonNode rule) {}

    record NewVersion(@NotNull JsonNode rule) {}

    record SegmentView(
            String key,
            String name,
            VersionState state,
            int version,
            @Nullable Long memberCount,
            String sentence,
            Health.Report health,
            JsonNode rule) {}

    record VersionView(int version, VersionState state, String sentence, JsonNode rule, Instant createdAt) {}

    @POST
    @Transactional
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Save a segment; its first version is staged")
    public Response create(@Valid @NotNull NewSegment request) {
        String name = request.name() == null ? request.key() : request.name();
        VersionEntity staged = save.create(request.key(), name, request.rule());
        return Response.created(URI.create("/segments/" + request.key()))
                .entity(view(staged.segment, definitions.inThisTransaction()))
                .build();
    }

    @GET
    @Transactional
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "List segments by key")
    public Page<SegmentView> list(
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @DefaultValue("") String after) {
        Definitions inForce = definitions.inThisTransaction();
        return Page.of(segments.after(after, limit + 1), limit, segment -> segment.key)
                .map(segment -> view(segment, inForce));
    }

    @GET
    @Path("/{key}")
    @Transactional
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "One segment, by its active version or, before the first activation, its newest")
    public SegmentView one(@PathParam("key") String key) {
        return view(byKey(key), definitions.inThisTransaction());
    }

    @POST
    @Path("/{key}/versions")
    @Transactional
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Save another version of a segment's rule; it is staged")
    public Response addVersion(@PathParam("key") String key, @Valid @NotNull NewVersion request) {
        VersionEntity staged = save.addVersion(key, request.rule());
        return Response.created(URI.create("/segments/" + key + "/versions/" + staged.version))
                .entity(view(staged))
                .build();
    }

    @GET
    @Path("/{key}/versions")
    @Transactional
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "All versions of a segment, newest first")
    public Page<VersionView> versions(@PathParam("key") String key) {
        List<VersionView> all = versions.of(byKey(key)).stream().map(this::view).toList();
        return new Page<>(all, null);
    }

    private SegmentEntity byKey(String key) {
        return segments.byKey(key).orElseThrow(() -> Problems.notFound("segment", key));
    }

    /// The active version, or the newest one where none is.
    private static VersionEntity inForce(List<VersionEntity> all) {
        return all.stream()
                .filter(version -> version.state == VersionState.ACTIVE)
                .findFirst()
                .orElseGet(all::getFirst);
    }

    private SegmentView view(SegmentEntity segment, Definitions inForce) {
        List<VersionEntity> all = versions.of(segment);
        VersionEntity version = inForce(all);
        Long count = version.state == VersionState.ACTIVE
                ? members.count(new Definition.Ref(segment.id, version.version))
                : null;
        Rule rule = rules.rule(version);
        return new SegmentView(
                segment.key,
                segment.name,
                version.state,
                version.version,
                count,
                Sentence.of(rule),
                health.of(all, inForce.sourcesOf(rule)),
                rules.json(version));
    }

    private VersionView view(VersionEntity version) {
        return new VersionView(
                version.version,
                version.state,
                Sentence.of(rules.rule(version)),
                rules.json(version),
                version.createdAt);
    }
}
