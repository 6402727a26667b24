package io.coterie.customer.web;

import io.coterie.customer.text.Refused;
import io.coterie.kit.web.Page;

/// The parameter `limit` of lists.
public final class Limit {
    private Limit() {}

    /// @throws Refused outside 1 to [Page#MOST]
    public static int checked(int limit) {
        if (limit < 1 || limit > Page.MOST) {
            throw new Refused("limit", "1 to " + Page.MOST);
        }
        return limit;
    }
}
