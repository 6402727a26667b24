package io.coterie.local.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.local.http.LocalHttp;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Inbox inbox;
    private LocalHttp http;

    @BeforeEach
    void open() {
        inbox = Inbox.open(folder, 0, Clock.systemUTC());
        http = LocalHttp.open(0)
                .serve(InboxPage.PATH, new InboxPage())
                .serve(InboxEndpoint.PATH, new InboxEndpoint(inbox));
    }

    @AfterEach
    void close() {
        http.close();
        inbox.close();
    }

    @Test
    void theSameMailTwiceIsKeptTwice() throws Exception {
        var mail = mail("ann@example.test", "Twice", "text", "<p>html</p>");
        Transport.send(mail);
        Transport.send(mail);

        assertThat(json("/messages/count?to=ann@example.test").path("count").asInt())
                .isEqualTo(2);
    }

    @Test
    void aMailIsReadWithHeadersTextAndHtml() throws Exception {
        Transport.send(mail("Ann@example.test", "Grüße", "Hello Änn", "<p>Hello <b>Änn</b></p>"));

        var item = json("/messages?to=ann@EXAMPLE.test&limit=10").path("items").path(0);

        assertThat(item.path("subject").asText()).isEqualTo("Grüße");
        assertThat(item.path("from").asText()).isEqualTo("suite@example.test");
        assertThat(item.path("to").path(0).asText()).isEqualTo("Ann@example.test");
        assertThat(item.path("headers").path("X-Trial").path(0).asText()).isEqualTo("yes");
        assertThat(item.path("text").asText()).isEqualTo("Hello Änn");
        assertThat(item.path("html").asText()).isEqualTo("<p>Hello <b>Änn</b></p>");
    }

    @Test
    void mailsAreThereAfterARestart() throws Exception {
        Transport.send(mail("ann@example.test", "Kept", "text", "html"));
        inbox.close();

        var reopened = Inbox.open(folder, 0, Clock.systemUTC());

        assertThat(reopened.mails("ann@example.test", 10))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).isEqualTo("Kept"));
        reopened.close();
    }

    @Test
    void pagesLeadFromTheNewestToTheOldest() throws Exception {
        for (var subject : new String[] {"first", "second", "third"}) {
            Transport.send(mail("ann@example.test", subject, "text", "html"));
        }

        var newest = json("/messages?limit=2");
        var older = json("/messages?limit=2&after=" + newest.path("next").asText());

        assertThat(newest.path("items").findValuesAsText("subject")).containsExactly("third", "second");
        assertThat(older.path("items").findValuesAsText("subject")).containsExactly("first");
        assertThat(older.path("next").isNull()).isTrue();
    }

    @Test
    void deletedMailsAreGone() throws Exception {
        Transport.send(mail("ann@example.test", "Gone", "text", "html"));

        var answer = client.send(request("/messages").DELETE().build(), BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(json("/messages").path("items")).isEmpty();
    }

    @Test
    void theHtmlOfAMailMayRunNoScript() throws Exception {
        Transport.send(mail("ann@example.test", "Evil", "", "<script>steal()</script>"));
        var id = json("/messages").path("items").path(0).path("id").asText();

        var frame = get("/messages/" + id + "/html");

        assertThat(frame.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("sandbox")
                .doesNotContain("allow-scripts");
    }

    @Test
    void thePageAllowsOnlyItsOwnScript() throws Exception {
        var page = get("/");

        assertThat(page.body()).contains("<title>Coterie inbox</title>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void aLimitOutOfBoundsIsRefused() throws Exception {
        assertThat(get("/messages?limit=5000").statusCode()).isEqualTo(400);
    }

    private MimeMessage mail(String to, String subject, String text, String html) throws Exception {
        var settings = new Properties();
        settings.put("mail.smtp.host", "127.0.0.1");
        settings.put("mail.smtp.port", inbox.port());
        var mail = new MimeMessage(Session.getInstance(settings));
        mail.setFrom("suite@example.test");
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject(subject, "UTF-8");
        mail.setHeader("X-Trial", "yes");
        var plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        var rich = new MimeBodyPart();
        rich.setText(html, "UTF-8", "html");
        mail.setContent(new MimeMultipart("alternative", plain, rich));
        return mail;
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(http.uri() + path));
    }
}
