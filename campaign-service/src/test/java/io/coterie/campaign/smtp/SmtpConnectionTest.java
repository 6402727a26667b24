package io.coterie.campaign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpConnectionTest {
    private static final OutgoingMail MAIL = new OutgoingMail(
            "ann@example.test",
            "Hello",
            "<p>Hi</p>",
            "Hi",
            "<1@shop.example>",
            "https://shop.example/l/u/x",
            Instant.EPOCH);

    private final ScriptedServer server = new ScriptedServer();
    private final SmtpConnection connection = new SmtpConnection(config(server.port()));

    @AfterEach
    void close() {
        connection.close();
        server.close();
    }

    private Submission send(Map<String, String> script) throws SmtpAway {
        server.says(script);
        connection.open();
        return connection.send(MAIL);
    }

    @Test
    void anAcceptedMailIsAccepted() throws Exception {
        assertThat(send(Map.of())).isEqualTo(new Submission.Accepted());
        assertThat(connection.domain()).isEqualTo("shop.example");
    }

    @Test
    void severalMailsTakeOneConnection() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(send(Map.of())).isEqualTo(new Submission.Accepted());
        }

        assertThat(server.connections).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"MAIL", "RCPT", "DATA", "."})
    void aPermanentRefusalIsFinalAndTheConnectionGoesOn(String command) throws Exception {
        assertThat(send(Map.of(command, "550 no"))).isEqualTo(new Submission.Refused(550));

        assertThat(send(Map.of())).isEqualTo(new Submission.Accepted());
    }

    @ParameterizedTest
    @CsvSource({"MAIL", "RCPT", "DATA", "."})
    void aTransientRefusalIsCertainlyNotSent(String command) throws Exception {
        assertThat(send(Map.of(command, "451 later"))).isEqualTo(new Submission.NotSent(451));

        assertThat(send(Map.of())).isEqualTo(new Submission.Accepted());
    }

    @Test
    void aServerThatWantsALoginIsOurFaultAndNotTheRecipients() throws Exception {
        assertThat(send(Map.of("MAIL", "530 log in first"))).isEqualTo(new Submission.NotSent(530));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT"})
    void aConnectionLostBeforeTheMailIsCertainlyNotSent(String command) throws Exception {
        assertThat(send(Map.of(command, ScriptedServer.HANG_UP))).isEqualTo(new Submission.NotSent(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATA", "."})
    void aConnectionLostAfterTheMailBeganLeavesItUncertain(String command) throws Exception {
        assertThat(send(Map.of(command, ScriptedServer.HANG_UP))).isEqualTo(new Submission.Unanswered());

        assertThat(send(Map.of())).isEqualTo(new Submission.Accepted());
    }

    @Test
    void noServerIsNoticedBeforeAnythingIsSent() throws IOException {
        // bound and not listening: refused, and nobody else can take the port meanwhile
        try (Socket reserved = new Socket()) {
            reserved.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            try (SmtpConnection nowhere = new SmtpConnection(config(reserved.getLocalPort()))) {
                assertThatThrownBy(nowhere::open).isInstanceOf(SmtpAway.class);
                assertThat(nowhere.send(MAIL)).isEqualTo(new Submission.NotSent(0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a b@example.test", "ann@example.test\r\nRCPT TO:<eve@example.test>", "@", ""})
    void whatCannotBeAnAddressIsNone(String text) {
        assertThat(SmtpConnection.isAddress(text)).isFalse();
    }

    private static SmtpConfig config(int port) {
        return new SmtpConfig() {
            @Override
            public String host() {
                return "127.0.0.1";
            }

            @Override
            public int port() {
                return port;
            }

            @Override
            public Optional<String> username() {
                return Optional.empty();
            }

            @Override
            public Optional<String> password() {
                return Optional.empty();
            }

            @Override
            public boolean starttls() {
                return false;
            }

            @Override
            public String from() {
                return "Coterie <no-reply@shop.example>";
            }

            @Override
            public int connections() {
                return 1;
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(5);
            }
        };
    }
}
