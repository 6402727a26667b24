package io.coterie.campaign.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageTemplateTest {
    private static final String LINK = "https://shop.example/l/u/token";

    private static RenderedMessage render(String subject, String html, Map<String, Object> traits) throws Exception {
        return render(subject, html, null, traits);
    }

    private static RenderedMessage render(
            String subject, String html, @Nullable String text, Map<String, Object> traits) throws Exception {
        return saved(subject, html, text)
                .render(new Personalisation(traits, "ann@example.test", "spring", "big-spenders", LINK));
    }

    private static MessageTemplate saved(String subject, String html, @Nullable String text) throws TemplateRefused {
        MessageTemplate template = MessageTemplate.parse(subject, html, text);
        template.tryOut();
        return template;
    }

    @Test
    void variablesAreTraitsAddressCampaignSegmentAndLink() throws Exception {
        var message = render(
                "{{ customer.firstName | default: 'there' }}",
                "{{ customer.company.size }} {{ customer.email }} {{ campaign.key }} {{ segment.key }} {{ unsubscribe_url }}",
                Map.of("company", Map.of("size", 50)));

        assertThat(message.subject()).isEqualTo("there");
        assertThat(message.html()).isEqualTo("50 ann@example.test spring big-spenders " + LINK);
    }

    @Test
    void aTraitCannotInjectMarkup() throws Exception {
        String evil = "<script>alert('x')</script>\" onload=\"y & z";
        var message = render(
                "s",
                "<p title=\"{{ customer.name }}\">{{ customer.name | upcase }}{{ customer.list | join: ',' }}{{ customer.deep.er }}</p>",
                Map.of("name", evil, "list", List.of(evil), "deep", Map.of("er", evil)));

        assertThat(message.html()).doesNotContainIgnoringCase("<script").doesNotContain("\" onload");
    }

    @Test
    void anEscapedTraitCannotBeDecodedIntoMarkup() {
        assertThatThrownBy(() -> render("s", "{{ customer.name | url_decode }}", Map.of("name", "%3Cscript%3E")))
                .isInstanceOf(TemplateRefused.class);
    }

    @Test
    void plainPartsAreNotEscaped() throws Exception {
        var message = render(
                "{{ customer.name }}", "<p>{{ customer.name }}</p>", "{{ customer.name }}", Map.of("name", "A & B"));

        assertThat(message.subject()).isEqualTo("A & B");
        assertThat(message.html()).startsWith("<p>A &amp; B</p>");
        assertThat(message.text()).startsWith("A & B");
    }

    @Test
    void aTraitCannotStartAnotherHeader() throws Exception {
        var message =
                render("Hi {{ customer.name }}", "x", Map.of("name", "Ann\r\nBcc: eve@example.test\u2028x\u0000"));

        assertThat(message.subject()).isEqualTo("Hi Ann Bcc: eve@example.test x");
    }

    @Test
    void aLongSubjectIsCutBetweenCharacters() throws Exception {
        var message = render("{{ customer.name }}", "x", Map.of("name", "😀".repeat(400)));

        assertThat(message.subject()).isEqualTo("😀".repeat(300));
    }

    @Test
    void everyPartHasTheLinkToUnsubscribe() throws Exception {
        var forgotten = render("s", "<html><body><p>Hi</p></body></html>", "Hi", Map.of());
        assertThat(forgotten.html()).contains("<a href=\"" + LINK + "\">").endsWith("</body></html>");
        assertThat(forgotten.text()).contains(LINK);

        var own = render("s", "<a href=\"{{ unsubscribe_url }}\">Stop</a>", null, Map.of());
        assertThat(own.html()).containsOnlyOnce(LINK);
        assertThat(own.text()).containsOnlyOnce(LINK);
    }

    @Test
    void theTextIsDerivedFromTheHtml() throws Exception {
        var message = render(
                "s",
                "<style>p{}</style><h1>Sorry</h1><p>Dear {{ customer.name }},<br>see <a href='https://shop.example/x'>this</a>:</p><ul><li>one</li><li>two</li></ul>",
                Map.of("name", "A & B"));

        assertThat(message.text())
                .startsWith("Sorry\n\nDear A & B,\nsee this (https://shop.example/x):\n")
                .contains("- one\n")
                .contains("- two\n")
                .endsWith("Unsubscribe from these messages (" + LINK + ")\n")
                .doesNotContain("p{}");
    }

    @Test
    void aSyntaxErrorSaysWhereItIs() {
        assertThatThrownBy(() -> saved("ok", "one\ntwo {% if x %}", null))
                .isInstanceOfSatisfying(
                        TemplateRefused.class,
                        refused -> assertThat(refused.field()).isEqualTo("html"))
                .hasMessageContaining("line 2, column");
        assertThatThrownBy(() -> saved("{{ a", "x", null))
                .isInstanceOfSatisfying(
                        TemplateRefused.class,
                        refused -> assertThat(refused.field()).isEqualTo("subject"));
        assertThatThrownBy(() -> saved("s", "{{ a | nosuchfilter }}", null)).hasMessageContaining("nosuchfilter");
    }

    @Test
    void templatesReadNoFiles() {
        assertThatThrownBy(() -> saved("s", "{% include '/etc/hostname' %}", null))
                .isInstanceOf(TemplateRefused.class);
    }

    @Test
    void endlessTemplatesAreStopped() {
        assertThatThrownBy(() -> saved("s", "{% for i in (1..100000000) %}x{% endfor %}", null))
                .isInstanceOf(TemplateRefused.class);
        assertThatThrownBy(() -> saved("s", "x".repeat(LiquidText.LONGEST + 1), null))
                .isInstanceOf(TemplateRefused.class);
        assertThatThrownBy(() -> saved(
                        "s", "{% for i in (1..900) %}{% for j in (1..900) %}xxxxxxxxxx{% endfor %}{% endfor %}", null))
                .isInstanceOf(TemplateRefused.class);
    }
}
