package io.coterie.segment.sync;

import io.coterie.kit.fault.Patience;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Posts a message: to the address that was looked at, over a connection of its own, which is closed as soon as the
/// status is known. Redirects are not followed, so nothing leads past that look.
@Singleton
class Courier {
    private static final Logger LOG = Logger.getLogger(Courier.class);

    private final Addresses addresses;
    private final Duration timeout;
    private final boolean allowHttp;
    private final HttpClient client;
    private final Clock clock;

    Courier(Addresses addresses, SyncSettings settings, Vertx vertx, Clock clock) {
        this.addresses = addresses;
        this.timeout = settings.timeout();
        this.allowHttp = settings.allowHttp();
        this.clock = clock;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout((int) timeout.toMillis())
                .setMaxHeaderSize(16_384));
    }

    void stop(@Observes ShutdownEvent stopping) {
        client.close();
    }

    /// A fault on this side counts as a failed attempt as well, so that it is seen and is given up in the end.
    Answer post(Destination to, Map<String, String> headers, byte[] body) {
        if (!to.secure() && !allowHttp) {
            return new Answer.None("refused-address");
        }
        try {
            return post(options(to, addresses.of(to.host()), headers), body);
        } catch (UnknownHostException unknown) {
            return new Answer.None("unknown-host");
        } catch (Addresses.Refused refused) {
            return new Answer.None("refused-address");
        } catch (RuntimeException ours) {
            LOG.errorf("a message could not be sent: %s", ours.getClass().getName());
            return new Answer.None("internal");
        }
    }

    private static RequestOptions options(Destination to, InetAddress address, Map<String, String> headers) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(to.port(), address.getHostAddress()))
                .setHost(to.host())
                .setPort(to.port())
                .setSsl(to.secure())
                .setURI(to.pathAndQuery())
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        return options;
    }

    private Answer post(RequestOptions options, byte[] body) {
        CompletableFuture<HttpClientRequest> opened = new CompletableFuture<>();
        CompletableFuture<Answer> answered = new CompletableFuture<>();
        client.request(options).onComplete(request -> {
            if (request.failed()) {
                answered.completeExceptionally(request.cause());
            } else {
                opened.complete(request.result());
                request.result()
                        .send(Buffer.buffer(body))
                        .onSuccess(response -> answered.complete(answer(response)))
                        .onFailure(answered::completeExceptionally);
            }
        });
        try {
            return answered.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return new Answer.None("timeout");
        } catch (ExecutionException failed) {
            return new Answer.None(why(failed.getCause()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Patience.Interrupted(stopping);
        } finally {
            var _ = opened.thenAccept(request -> request.connection().close());
        }
    }

    private Answer answer(HttpClientResponse response) {
        response.pause();
        return new Answer.Status(
                response.statusCode(), RetryAfter.parse(response.getHeader("Retry-After"), clock.instant()));
    }

    private static String why(@Nullable Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "tls";
            }
        }
        return "connection";
    }
}
