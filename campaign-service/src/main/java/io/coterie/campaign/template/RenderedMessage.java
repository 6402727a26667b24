package io.coterie.campaign.template;

/// What one person will read: a subject of one line, an HTML page, and the same in plain text.
public record RenderedMessage(String subject, String html, String text) {}
