package io.coterie.campaign.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.campaign.smtp.OutgoingMail;
import io.coterie.campaign.template.MessageTemplate;
import io.coterie.campaign.template.Personalisation;
import io.coterie.campaign.template.RenderedMessage;
import io.coterie.campaign.template.RenderingFailed;
import io.coterie.campaign.template.Templates;
import io.coterie.campaign.unsubscribe.Subscription;
import io.coterie.campaign.unsubscribe.UnsubscribeLinks;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the mail of a delivery: its template with the customer's values, and its links.
@Singleton
class MailWriter {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final Templates templates;
    private final UnsubscribeLinks links;
    private final ObjectMapper json;

    MailWriter(Templates templates, UnsubscribeLinks links, ObjectMapper json) {
        this.templates = templates;
        this.links = links;
        this.json = json;
    }

    OutgoingMail write(Due due, String address, String messageId) throws RenderingFailed {
        MessageTemplate template = templates.at(due.template(), due.templateVersion());
        String link = links.url(
                new Subscription(due.identity().id(), due.identity().customer(), due.channel(), due.purpose()));
        RenderedMessage message = template.render(new Personalisation(
                traits(due.traits()), address, due.identity().campaign(), due.segment(), link));
        return new OutgoingMail(
                address,
                message.subject(),
                message.html(),
                message.text(),
                messageId,
                link,
                due.circumstances().now());
    }

    private Map<String, Object> traits(@Nullable String stored) {
        try {
            return stored == null ? Map.of() : json.readValue(stored, OBJECT);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the column holds JSON", impossible);
        }
    }
}
