package io.coterie.campaign.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Adds a link to unsubscribe where a template forgot it.
final class UnsubscribeFooter {
    private static final Pattern END_OF_BODY = Pattern.compile("(?i)</body\\s*>");

    private UnsubscribeFooter() {}

    static String inHtml(String html, String url) {
        if (html.contains(url)) {
            return html;
        }
        String footer = "<p style=\"font-size:small;color:#666\"><a href=\"" + url
                + "\">Unsubscribe from these messages</a></p>";
        Matcher end = END_OF_BODY.matcher(html);
        return end.find() ? html.substring(0, end.start()) + footer + html.substring(end.start()) : html + footer;
    }

    static String inText(String text, String url) {
        return text.contains(url)
                ? text
                : text.stripTrailing() + "\n\n-- \nUnsubscribe from these messages: " + url + "\n";
    }
}
