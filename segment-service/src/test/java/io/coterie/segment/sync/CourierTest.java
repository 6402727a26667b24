package io.coterie.segment.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages go where they may, and to nobody else.
class CourierTest {
    private static final String PASSWORD = "of-a-test";
    private static final byte[] BODY = "{}".getBytes(UTF_8);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer plain;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws Exception {
        plain = HttpServer.create(loopback(), 0);
        listen(plain);
    }

    @AfterEach
    void close() {
        plain.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aMessageComesWithItsHeadersAndItsQuery() {
        Answer answer = post(
                courier(true, true), "http://localhost:" + plain.getAddress().getPort() + "/a?b=c");

        assertThat(answer).isEqualTo(new Answer.Status(204, null));
        assertThat(received)
                .containsExactly(
                        "POST /a?b=c {} msg_1 localhost:" + plain.getAddress().getPort());
    }

    @Test
    void theInsideIsNotReachedByAddressNorByName() {
        for (String host : List.of("127.0.0.1", "localhost", "[::1]", "2130706433")) {
            assertThat(post(
                            courier(true, false),
                            "http://" + host + ":" + plain.getAddress().getPort() + "/"))
                    .as(host)
                    .isIn(new Answer.None("refused-address"), new Answer.None("unknown-host"));
        }
        assertThat(received).isEmpty();
    }

    @Test
    void withoutTlsNothingIsSentUnlessThatIsAllowed() {
        assertThat(post(
                        courier(false, true),
                        "http://localhost:" + plain.getAddress().getPort() + "/"))
                .isEqualTo(new Answer.None("refused-address"));
        assertThat(received).isEmpty();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        HttpsServer secure = HttpsServer.create(loopback(), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        listen(secure);

        assertThat(post(
                        courier(false, true),
                        "https://localhost:" + secure.getAddress().getPort() + "/"))
                .isEqualTo(new Answer.None("tls"));
        assertThat(received).isEmpty();
        secure.stop(0);
    }

    @Test
    void whereNobodyListensIsNoConnection() {
        int port = plain.getAddress().getPort();
        plain.stop(0);

        assertThat(post(courier(true, true), "http://localhost:" + port + "/"))
                .isEqualTo(new Answer.None("connection"));
    }

    @Test
    void aFaultOnThisSideIsAFailedAttempt() {
        assertThat(post(courier(true, true), "http://localhost:70000/")).isEqualTo(new Answer.None("internal"));
    }

    private static Answer post(Courier courier, String url) {
        return courier.post(Destination.stored(url), Map.of("webhook-id", "msg_1"), BODY);
    }

    private Courier courier(boolean allowHttp, boolean allowPrivate) {
        SyncSettings settings = new Settings(allowHttp, allowPrivate);
        return new Courier(new Addresses(settings), settings, vertx, Clock.systemUTC());
    }

    private record Settings(boolean allowHttp, boolean allowPrivateAddresses) implements SyncSettings {
        @Override
        public Duration timeout() {
            return Duration.ofSeconds(20);
        }

        @Override
        public Duration firstPause() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration longestPause() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration giveUpAfter() {
            return Duration.ofDays(5);
        }

        @Override
        public Duration secretOverlap() {
            return Duration.ofDays(1);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void listen(HttpServer server) {
        server.createContext("/", call -> {
            received.add(call.getRequestMethod() + " " + call.getRequestURI() + " "
                    + new String(call.getRequestBody().readAllBytes(), UTF_8) + " "
                    + call.getRequestHeaders().getFirst("webhook-id") + " "
                    + call.getRequestHeaders().getFirst("host"));
            call.sendResponseHeaders(204, -1);
            call.close();
        });
        server.start();
    }

    private SSLContext selfSigned() throws Exception {
        Path file = folder.resolve("keys.p12");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-alias",
                        "a",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
