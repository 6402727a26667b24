package io.coterie.campaign.template;

import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Messages in Liquid, by key. A syntax error is refused when saving, with its line and column.
@Path("/templates")
@RunOnVirtualThread
public class TemplateResource {
    static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";

    private final TemplateRepository templates;
    private final Clock clock;

    TemplateResource(TemplateRepository templates, Clock clock) {
        this.templates = templates;
        this.clock = clock;
    }

    record NewTemplate(
            @NotNull @Pattern(regexp = SLUG) @Size(max = 100)
            String key,

            @Nullable @Pattern(regexp = "email") String channel,
            @NotBlank String subject,
            @NotBlank String html,
            @Nullable String text) {
        Template.Content content() {
            return new Template.Content(subject, html, text);
        }
    }

    record NewContent(
            @NotBlank String subject,
            @NotBlank String html,
            @Nullable String text) {
        Template.Content content() {
            return new Template.Content(subject, html, text);
        }
    }

    record TemplateView(
            String key,
            String channel,
            String subject,
            String html,
            @Nullable String text,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        static TemplateView of(Template template) {
            return new TemplateView(
                    template.key,
                    template.channel,
                    template.subject,
                    template.html,
                    template.text,
                    template.version,
                    template.createdAt,
                    template.updatedAt);
        }
    }

    @POST
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Transactional
    @Operation(summary = "Save a template")
    public Response create(@Valid @NotNull NewTemplate wanted) {
        check(wanted.content());
        if (templates.byKey(wanted.key()).isPresent()) {
            throw Problems.conflict("key-taken", "there is already a template " + wanted.key());
        }
        Template template = new Template(wanted.key(), "email", wanted.content(), clock.instant());
        templates.persistAndFlush(template);
        return Response.created(URI.create("/templates/" + template.key))
                .entity(TemplateView.of(template))
                .build();
    }

    @PUT
    @Path("/{key}")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Transactional
    @Operation(summary = "Replace the content of a template")
    public TemplateView replace(@PathParam("key") String key, @Valid @NotNull NewContent wanted) {
        check(wanted.content());
        Template template = templates.byKey(key).orElseThrow(() -> Problems.notFound("template", key));
        template.replace(wanted.content(), clock.instant());
        return TemplateView.of(template);
    }

    @GET
    @Path("/{key}")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "A template")
    public TemplateView one(@PathParam("key") String key) {
        return templates.byKey(key).map(TemplateView::of).orElseThrow(() -> Problems.notFound("template", key));
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "All templates")
    public Page<TemplateView> list(
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable String after) {
        return Page.of(templates.pageAfter(after, limit + 1), limit, template -> template.key)
                .map(TemplateView::of);
    }

    private static void check(Template.Content content) {
        try {
            content.parsed().tryOut();
        } catch (TemplateRefused refused) {
            throw Problems.invalid(refused.field(), refused.expected());
        }
    }
}
