package io.coterie.campaign.definition;

import io.coterie.campaign.template.Templates;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Campaigns, by key.
@Path("/campaigns")
@RunOnVirtualThread
public class CampaignResource {
    private final CampaignRepository campaigns;
    private final CampaignLife life;
    private final Templates templates;
    private final Clock clock;

    CampaignResource(CampaignRepository campaigns, CampaignLife life, Templates templates, Clock clock) {
        this.campaigns = campaigns;
        this.life = life;
        this.templates = templates;
        this.clock = clock;
    }

    @POST
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Transactional
    @Operation(summary = "Create a campaign")
    public Response create(@Valid @NotNull NewCampaign wanted) {
        Occasion occasion = wanted.occasion();
        if (!templates.exists(wanted.template())) {
            throw Problems.invalid("template", "the key of a template that exists");
        }
        if (campaigns.byKey(wanted.key()).isPresent()) {
            throw Problems.conflict("key-taken", "there is already a campaign " + wanted.key());
        }
        Campaign campaign = new Campaign(
                wanted.key(),
                wanted.template(),
                wanted.purposeOrDefault(),
                occasion,
                wanted.expiresOr(occasion.expires()),
                clock.instant());
        if (wanted.startsAtOnce()) {
            campaign.launch(clock.instant());
        }
        campaigns.persistAndFlush(campaign);
        return Response.created(URI.create("/campaigns/" + campaign.key))
                .entity(CampaignView.of(campaign))
                .build();
    }

    @GET
    @Path("/{key}")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "A campaign")
    public CampaignView one(@PathParam("key") String key) {
        return campaigns.byKey(key).map(CampaignView::of).orElseThrow(() -> Problems.notFound("campaign", key));
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "All campaigns")
    public Page<CampaignView> list(
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable String after) {
        return Page.of(campaigns.pageAfter(after, limit + 1), limit, campaign -> campaign.key)
                .map(CampaignView::of);
    }

    /// Starts a broadcast, makes a drafted triggered campaign react from now on, or resumes a paused one.
    @POST
    @Path("/{key}/launch")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(
            summary = "Start a broadcast, let a drafted triggered campaign react from now on, or resume a paused one")
    public Response launch(@PathParam("key") String key) {
        Campaign campaign = life.launch(key).orElseThrow(() -> Problems.notFound("campaign", key));
        return Response.accepted(CampaignView.of(campaign))
                .location(URI.create("/campaigns/" + key + "/report"))
                .build();
    }

    /// What is not yet sent waits for the next launch; a triggered campaign ignores what happens meanwhile.
    @POST
    @Path("/{key}/pause")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Send nothing more until the next launch")
    public CampaignView pause(@PathParam("key") String key) {
        Campaign campaign = life.pause(key).orElseThrow(() -> Problems.notFound("campaign", key));
        if (campaign.state() != CampaignState.PAUSED) {
            throw Problems.conflict("not-running", "campaign " + key + " is " + campaign.stateText);
        }
        return CampaignView.of(campaign);
    }
}
