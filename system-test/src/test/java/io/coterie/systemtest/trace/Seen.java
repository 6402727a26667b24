package io.coterie.systemtest.trace;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;

/// A span as it was sent.
///
/// @param parent the parent's id, empty where it begins the trace
/// @param text all of it, to search in
public record Seen(
        String service, String trace, String id, String parent, String name, Span.SpanKind kind, String text) {

    static Seen of(String service, Span span) {
        return new Seen(
                service,
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getName(),
                span.getKind(),
                span.toString());
    }

    static String serviceOf(Resource resource) {
        return resource.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    /// For people: whose span, and which.
    public String title() {
        return service + ": " + name;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
