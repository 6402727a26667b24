package io.coterie.segment.activation;

import io.coterie.kit.web.Roles;
import io.coterie.segment.definition.SegmentViews;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Segments that are no longer used.
@Path("/segments/{key}")
@Tag(name = "Segments")
@RunOnVirtualThread
class ArchiveResource {
    private final ArchiveSegment archive;
    private final SegmentViews views;

    ArchiveResource(ArchiveSegment archive, SegmentViews views) {
        this.archive = archive;
        this.views = views;
    }

    @POST
    @Path("/archive")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(
            summary = "Archive a segment: its members leave quietly, its history can still be read",
            description = "409 `referred-to` with the keys of other segments whose rules refer to it.")
    public SegmentViews.SegmentView archive(@PathParam("key") String key) {
        archive.archive(key);
        return views.one(key);
    }

    @POST
    @Path("/restore")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Take a segment out of the archive: staged, as before its first activation")
    public SegmentViews.SegmentView restore(@PathParam("key") String key) {
        archive.restore(key);
        return views.one(key);
    }
}
