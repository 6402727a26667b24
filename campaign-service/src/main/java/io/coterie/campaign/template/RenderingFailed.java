package io.coterie.campaign.template;

/// A template that parsed does not render: a limit was exceeded, or a filter got what it cannot use.
public final class RenderingFailed extends Exception {
    private final boolean slow;

    RenderingFailed(String why, boolean slow) {
        super(why);
        this.slow = slow;
    }

    /// Whether it took too long, which may be the machine's fault: another try is worth it.
    public boolean isSlow() {
        return slow;
    }
}
