package io.coterie.segment.sync;

import io.coterie.kit.web.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where messages go. Queries may hold tokens: nothing of it but the host is logged or audited.
record Destination(URI uri) {
    private static final int LONGEST = 2_000;
    private static final int HIGHEST_PORT = 65_535;
    private static final String EXPECTED =
            "an absolute URL with https, a host, a port that exists or none, no user and no fragment";

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for what is none
    static Destination parse(@Nullable String text, boolean allowHttp) {
        URI uri = uri(text);
        boolean scheme =
                "https".equalsIgnoreCase(uri.getScheme()) || (allowHttp && "http".equalsIgnoreCase(uri.getScheme()));
        if (!scheme || !hasHost(uri) || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw Problems.invalid("/url", EXPECTED);
        }
        return new Destination(uri);
    }

    /// And a port, unless it is the usual one.
    private static boolean hasHost(URI uri) {
        return uri.getHost() != null && (uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= HIGHEST_PORT));
    }

    /// One that was parsed before. Whether `http:` is allowed now is asked again where it is connected to.
    static Destination stored(String text) {
        return new Destination(URI.create(text));
    }

    private static URI uri(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            throw Problems.invalid("/url", EXPECTED);
        }
        try {
            return new URI(text);
        } catch (URISyntaxException broken) {
            throw Problems.invalid("/url", EXPECTED);
        }
    }

    boolean secure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /// Without the brackets of an IPv6 address.
    String host() {
        String host = Objects.requireNonNull(uri.getHost());
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        int port = uri.getPort();
        return port != -1 ? port : secure() ? 443 : 80;
    }

    String pathAndQuery() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
