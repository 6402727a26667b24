package io.coterie.campaign.template;

import io.coterie.kit.event.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message in Liquid, as its author saved it. Only what parses is saved.
@Entity
@Table(name = "template")
class Template {
    @Id
    UUID id;

    String key;
    String channel;
    String subject;
    String html;

    @Nullable
    String text;

    int version;
    Instant createdAt;
    Instant updatedAt;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected Template() {}

    Template(String key, String channel, Content content, Instant now) {
        this.id = Ids.next();
        this.key = key;
        this.channel = channel;
        this.subject = content.subject();
        this.html = content.html();
        this.text = content.text();
        this.version = 1;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /// The three parts in Liquid; no text: it is derived from the HTML.
    record Content(String subject, String html, @Nullable String text) {
        MessageTemplate parsed() throws TemplateRefused {
            return MessageTemplate.parse(subject, html, text);
        }
    }

    void replace(Content content, Instant now) {
        subject = content.subject();
        html = content.html();
        text = content.text();
        version++;
        updatedAt = now;
    }

    Content content() {
        return new Content(subject, html, text);
    }
}
