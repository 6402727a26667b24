package io.coterie.local.inbox;

import io.coterie.local.http.LocalHttp;
import io.coterie.local.http.Reply;
import io.coterie.local.http.Request;
import java.io.IOException;
import java.util.Map;

/// The inbox for people, at `/`. The page writes what a mail says as text only.
public final class InboxPage implements LocalHttp.Endpoint {
    public static final String PATH = "/";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private record Asset(String file, String type) {}

    private static final Map<String, Asset> ASSETS = Map.of(
            "/", new Asset("inbox.html", "text/html"),
            "/inbox.js", new Asset("inbox.js", "text/javascript"),
            "/inbox.css", new Asset("inbox.css", "text/css"));

    @Override
    public Reply answer(Request request) throws IOException {
        var asset = ASSETS.get(request.path());
        if (asset == null || !request.method().equals("GET")) {
            return Reply.notFound(request);
        }
        try (var content = InboxPage.class.getResourceAsStream(asset.file())) {
            if (content == null) {
                throw new IllegalStateException(asset.file() + " is not packaged");
            }
            return Reply.of(200, asset.type() + "; charset=utf-8", content.readAllBytes())
                    .with("Content-Security-Policy", POLICY);
        }
    }
}
