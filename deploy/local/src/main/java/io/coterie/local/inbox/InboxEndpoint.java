package io.coterie.local.inbox;

import io.coterie.local.http.LocalHttp;
import io.coterie.local.http.Reply;
import io.coterie.local.http.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The kept mails as JSON:
///
/// - `GET /messages?to=ADDRESS&limit=50&after=ID` lists, newest first: `{"items": [...], "next": ID or null}`
/// - `GET /messages/count?to=ADDRESS`: `{"count": 3}`
/// - `GET /messages/ID`, `GET /messages/ID/raw` (as it came), `GET /messages/ID/html` (for a sandboxed frame)
/// - `DELETE /messages` forgets all
public record InboxEndpoint(Inbox inbox) implements LocalHttp.Endpoint {
    public static final String PATH = "/messages";

    /// A mail is a stranger's page: it may style itself, and do nothing else. Links open in a window of their own.
    private static final String FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    @Override
    public Reply answer(Request request) {
        var path = request.path();
        if (path.equals(PATH)) {
            return switch (request.method()) {
                case "GET" -> list(request);
                case "DELETE" -> clear();
                default -> Reply.notFound(request);
            };
        }
        if (!request.method().equals("GET") || !path.startsWith(PATH + "/")) {
            return Reply.notFound(request);
        }
        var rest = path.substring(PATH.length() + 1);
        return rest.equals("count")
                ? Reply.json(
                        200, Map.of("count", inbox.count(request.parameter("to").orElse(""))))
                : one(rest).orElseGet(() -> Reply.notFound(request));
    }

    private Reply list(Request request) {
        var limit = request.number("limit", 50, 1, 1000);
        var items = inbox.mails(
                request.parameter("to").orElse(""), request.parameter("after").orElse(""), limit);
        var page = new HashMap<String, Object>();
        page.put("items", items);
        page.put("next", items.size() < limit ? null : items.getLast().id());
        return Reply.json(200, page);
    }

    private Reply clear() {
        inbox.clear();
        return new Reply(204, Map.of(), new byte[0]);
    }

    private Optional<Reply> one(String rest) {
        if (rest.endsWith("/raw")) {
            return inbox.raw(rest.substring(0, rest.length() - 4))
                    .map(raw -> Reply.of(200, "text/plain; charset=utf-8", raw));
        }
        if (rest.endsWith("/html")) {
            return inbox.mail(rest.substring(0, rest.length() - 5))
                    .map(mail -> Reply.of("text/html", "<!doctype html><base target=\"_blank\">" + mail.html())
                            .with("Content-Security-Policy", FRAME_POLICY));
        }
        return inbox.mail(rest).map(mail -> Reply.json(200, mail));
    }
}
