package io.coterie.local.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.Executors;

/// An HTTP server on the loopback address. Requests for another host's name are refused, so that no web page can
/// reach it by rebinding a name.
public final class LocalHttp implements AutoCloseable {
    static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();

    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost");

    /// Answers one request; an [IllegalArgumentException] becomes a 400.
    @FunctionalInterface
    public interface Endpoint {
        Reply answer(Request request) throws IOException;
    }

    private final HttpServer server;

    private LocalHttp(HttpServer server) {
        this.server = server;
    }

    /// @param port 0 for any free one
    public static LocalHttp open(int port) {
        // else small answers wait 40 ms for an acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 200);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return new LocalHttp(server);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Requests of which the path begins with the given one.
    public LocalHttp serve(String path, Endpoint endpoint) {
        server.createContext(path, exchange -> {
            try (exchange) {
                reply(new Request(exchange), endpoint).send(exchange);
            }
        });
        return this;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static Reply reply(Request request, Endpoint endpoint) throws IOException {
        if (!OWN_NAMES.contains(request.hostName())) {
            return Reply.problem(421, "this server answers to 127.0.0.1 and localhost only");
        }
        try {
            return endpoint.answer(request);
        } catch (IllegalArgumentException e) {
            return Reply.problem(400, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return Reply.problem(500, String.valueOf(e.getMessage()));
        }
    }
}
