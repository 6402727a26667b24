package io.coterie.campaign.template;

/// A template that parsed does not render: a limit was exceeded, or a filter got what it cannot use.
public final class RenderingFailed extends Exception {
    RenderingFailed(String why) {
        super(why);
    }
}
