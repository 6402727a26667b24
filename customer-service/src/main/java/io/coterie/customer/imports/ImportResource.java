package io.coterie.customer.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.customer.text.Refused;
import io.coterie.customer.web.Limit;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PartType;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

@Path("/imports")
@RunOnVirtualThread
@Tag(name = "Imports")
class ImportResource {
    private final StartImport startImport;
    private final Imports imports;
    private final ImportRejections rejections;
    private final ObjectMapper json;

    ImportResource(StartImport startImport, Imports imports, ImportRejections rejections, ObjectMapper json) {
        this.startImport = startImport;
        this.imports = imports;
        this.rejections = rejections;
        this.json = json;
    }

    record Started(UUID id) {}

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Import a file of purchases or customers",
            description = "Multipart: file, and mapping (JSON), which says what the columns mean. The same file again"
                    + " adds nothing.")
    public RestResponse<Started> start(
            @RestForm("file") @Nullable FileUpload file,
            @RestForm("mapping") @PartType(MediaType.TEXT_PLAIN) @Nullable String mapping)
            throws IOException {
        if (file == null) {
            throw new Refused("file", "a part with the file");
        }
        UUID id = startImport.start(parse(mapping), file.uploadedFile());
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, new Started(id))
                .location(URI.create("/imports/" + id))
                .build();
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "All imports, newest first")
    public Page<ImportView> list(
            @QueryParam("limit") @DefaultValue("100") int limit, @QueryParam("after") @Nullable UUID after) {
        int most = Limit.checked(limit);
        return Page.of(
                imports.newestFirst(after, most + 1), most, view -> view.id().toString());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "How far an import is")
    public ImportView get(@PathParam("id") UUID id) {
        return imports.withId(id).orElseThrow(() -> Problems.notFound("import", id));
    }

    @GET
    @Path("/{id}/rejections")
    @Produces("text/csv;charset=UTF-8")
    @RolesAllowed({Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "The rows that were refused, as CSV: line, column, reason")
    public StreamingOutput rejections(@PathParam("id") UUID id) {
        get(id);
        return out -> RejectionsCsv.write(out, line -> rejections.below(id, line, Page.MOST));
    }

    private JsonNode parse(@Nullable String mapping) {
        try {
            return json.readTree(mapping == null ? "" : mapping);
        } catch (JsonProcessingException broken) {
            throw new Refused("mapping", "JSON");
        }
    }
}
