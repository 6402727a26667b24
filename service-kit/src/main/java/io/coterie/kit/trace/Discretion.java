package io.coterie.kit.trace;

import static io.opentelemetry.semconv.ClientAttributes.CLIENT_ADDRESS;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_ROUTE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_ADDRESS;
import static io.opentelemetry.semconv.UrlAttributes.URL_FULL;
import static io.opentelemetry.semconv.UrlAttributes.URL_PATH;
import static io.opentelemetry.semconv.UrlAttributes.URL_QUERY;
import static io.opentelemetry.semconv.UserAgentAttributes.USER_AGENT_ORIGINAL;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/// Takes out of HTTP spans what may tell of a person: paths hold tokens and ids of others, queries hold search words,
/// and addresses and browsers are somebody's. The route stays.
@Singleton
class Discretion implements ExtendedSpanProcessor {
    private static final String WITHHELD = "-";
    private static final List<AttributeKey<String>> PRIVATE =
            List.of(URL_PATH, URL_QUERY, URL_FULL, CLIENT_ADDRESS, NETWORK_PEER_ADDRESS, USER_AGENT_ORIGINAL);

    @Override
    public void onEnding(ReadWriteSpan span) {
        for (AttributeKey<String> key : PRIVATE) {
            if (span.getAttribute(key) != null) {
                String route = key.equals(URL_PATH) ? span.getAttribute(HTTP_ROUTE) : null;
                span.setAttribute(key, route == null ? WITHHELD : route);
            }
        }
    }

    @Override
    public boolean isOnEndingRequired() {
        return true;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
