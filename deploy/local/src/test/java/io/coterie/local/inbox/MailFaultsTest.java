package io.coterie.local.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.local.http.LocalHttp;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFaultsTest {
    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Inbox inbox;
    private LocalHttp http;

    @BeforeEach
    void open() {
        inbox = Inbox.open(folder, 0, Clock.systemUTC());
        http = LocalHttp.open(0).serve(MailFaultsEndpoint.PATH, new MailFaultsEndpoint(inbox));
    }

    @AfterEach
    void close() {
        http.close();
        inbox.close();
    }

    @Test
    void aSlowServerKeepsTheMailAndAnswersTooLate() throws Exception {
        order("{\"slow\": \"PT3S\", \"mails\": 1}");

        assertThatThrownBy(this::send).isInstanceOf(MessagingException.class);
        assertThat(inbox.count("ann@example.test")).isEqualTo(1);
    }

    @Test
    void aRefusedMailIsNotKept() throws Exception {
        order("{\"refuse\": 451, \"mails\": 1}");

        assertThatThrownBy(this::send).hasRootCauseMessage("451 refused, as ordered\n");
        assertThat(inbox.count("ann@example.test")).isZero();
    }

    @Test
    void aDroppedMailIsKeptOrLostAsOrderedAndItsSenderHearsNothing() throws Exception {
        order("{\"drop\": \"kept\", \"mails\": 1}");
        assertThatThrownBy(this::send).isInstanceOf(MessagingException.class).hasMessageNotContaining("ordered");
        assertThat(inbox.count("ann@example.test")).isEqualTo(1);

        order("{\"drop\": \"lost\", \"mails\": 1}");
        assertThatThrownBy(this::send).isInstanceOf(MessagingException.class).hasMessageNotContaining("ordered");
        assertThat(inbox.count("ann@example.test")).isEqualTo(1);
    }

    @Test
    void faultsEndByThemselvesAndTellHowManyMailsTheyMet() throws Exception {
        order("{\"refuse\": 550, \"mails\": 1}");
        assertThatThrownBy(this::send).isInstanceOf(MessagingException.class);

        send();

        assertThat(call("GET", "").body()).contains("\"left\":0", "\"met\":1");
        assertThat(inbox.count("ann@example.test")).isEqualTo(1);
    }

    @Test
    void faultsAreMetInTheOrderInWhichTheyWereOrdered() throws Exception {
        order("{\"refuse\": 451, \"mails\": 1}");
        order("{\"refuse\": 550, \"mails\": 1}");

        assertThatThrownBy(this::send).hasRootCauseMessage("451 refused, as ordered\n");
        assertThatThrownBy(this::send).hasRootCauseMessage("550 refused, as ordered\n");
    }

    @Test
    void whatIsNoFaultIsRefused() throws Exception {
        assertThat(call("POST", "{\"slow\": \"PT2H\", \"mails\": 1}").statusCode())
                .isEqualTo(400);
        assertThat(call("POST", "{\"refuse\": 451}").statusCode()).isEqualTo(400);
    }

    private void send() throws MessagingException {
        var settings = new Properties();
        settings.put("mail.smtp.host", "127.0.0.1");
        settings.put("mail.smtp.port", inbox.port());
        settings.put("mail.smtp.timeout", "1000");
        var mail = new MimeMessage(Session.getInstance(settings));
        mail.setFrom("suite@example.test");
        mail.setRecipients(Message.RecipientType.TO, "ann@example.test");
        mail.setText("hello");
        Transport.send(mail);
    }

    private void order(String fault) throws Exception {
        assertThat(call("POST", fault).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> call(String method, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(http.uri() + MailFaultsEndpoint.PATH))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
