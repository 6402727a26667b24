package io.coterie.campaign.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A parsed template of an e-mail, ready to be rendered for many people. Safe for use by several threads.
public final class MessageTemplate {
    private static final int LONGEST_SUBJECT = 300;

    private final LiquidText subject;
    private final LiquidText html;
    private final @Nullable LiquidText text;

    private MessageTemplate(LiquidText subject, LiquidText html, @Nullable LiquidText text) {
        this.subject = subject;
        this.html = html;
        this.text = text;
    }

    /// @param text Liquid of the plain alternative; null: it is derived from the HTML
    public static MessageTemplate parse(String subject, String html, @Nullable String text) throws TemplateRefused {
        return new MessageTemplate(
                LiquidText.parse("subject", subject),
                LiquidText.parse("html", html),
                text == null ? null : LiquidText.parse("text", text));
    }

    /// @throws TemplateRefused naming the part that parses but does not render
    void tryOut() throws TemplateRefused {
        subject.tryOut("subject");
        html.tryOut("html");
        if (text != null) {
            text.tryOut("text");
        }
    }

    /// The message for one person. Every part has a link to unsubscribe, whether the template has one or not.
    public RenderedMessage render(Personalisation person) throws RenderingFailed {
        Map<String, Object> plain = person.plain();
        String link = person.unsubscribeUrl();
        String page = UnsubscribeFooter.inHtml(html.render(person.escaped()), link);
        String words = text == null ? PlainText.of(page) : UnsubscribeFooter.inText(text.render(plain), link);
        return new RenderedMessage(oneLine(subject.render(plain)), page, words);
    }

    /// Line breaks and other control characters become spaces: a subject cannot start another header.
    private static String oneLine(String subject) {
        String line =
                subject.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
        return line.length() <= LONGEST_SUBJECT
                ? line
                : line.substring(
                        0,
                        line.offsetByCodePoints(0, Math.min(LONGEST_SUBJECT, line.codePointCount(0, line.length()))));
    }
}
