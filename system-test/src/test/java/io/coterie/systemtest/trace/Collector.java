package io.coterie.systemtest.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes spans as OTLP over HTTP has them, and keeps them.
public final class Collector implements AutoCloseable {
    private final List<Seen> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private Collector(HttpServer server) {
        this.server = server;
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    public static Collector open() {
        try {
            return new Collector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Seen> spans() {
        return List.copyOf(spans);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            request.getResourceSpansList().forEach(this::keep);
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private void keep(ResourceSpans ofOneService) {
        String service = Seen.serviceOf(ofOneService.getResource());
        ofOneService
                .getScopeSpansList()
                .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(Seen.of(service, span))));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
