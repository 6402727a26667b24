package io.coterie.campaign.unsubscribe;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The link in every mail. A GET only asks: scanners follow links. A POST, by the button or by the mail program in one
/// click (RFC 8058), unsubscribes.
@Path("/l/u/{token}")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
public class UnsubscribeResource {
    private final UnsubscribeLinks links;
    private final Unsubscribe unsubscribe;

    UnsubscribeResource(UnsubscribeLinks links, Unsubscribe unsubscribe) {
        this.links = links;
        this.unsubscribe = unsubscribe;
    }

    @GET
    @Operation(summary = "A page that asks whether to unsubscribe; it changes nothing")
    public Response ask(@PathParam("token") String token) {
        return links.read(token).isPresent() ? page(200, UnsubscribePage.QUESTION) : page(404, UnsubscribePage.UNKNOWN);
    }

    @POST
    @Operation(summary = "Unsubscribes; the body does not matter")
    public Response end(@PathParam("token") String token) {
        return links.read(token)
                .map(subscription -> {
                    unsubscribe.end(subscription);
                    return page(200, UnsubscribePage.DONE);
                })
                .orElseGet(() -> page(404, UnsubscribePage.UNKNOWN));
    }

    private static Response page(int status, String html) {
        return Response.status(status)
                .entity(html)
                .type("text/html;charset=UTF-8")
                .header("Content-Security-Policy", UnsubscribePage.POLICY)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex")
                .build();
    }
}
