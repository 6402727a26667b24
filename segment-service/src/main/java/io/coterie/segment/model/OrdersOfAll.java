package io.coterie.segment.model;

import io.coterie.kit.event.Bucket;
import io.coterie.segment.membership.CustomerState;
import io.coterie.segment.membership.StateTable;
import io.coterie.segment.rfm.RfmSettings;
import io.coterie.segment.touch.Place;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads everybody's orders, page by page, as they are stored; locks no row.
@Singleton
class OrdersOfAll {
    private static final int AT_ONCE = 500;

    private final StateTable states;

    OrdersOfAll(StateTable states) {
        this.states = states;
    }

    /// @param next the place behind it
    record Part(List<CustomerOrders> orders, Place next) {}

    /// Those of the next customers after a place who have an order.
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Part after(Place place, RfmSettings settings, Instant asOf) {
        List<CustomerState> page = states.page(place.bucket(), place.customer(), Bucket.COUNT, AT_ONCE);
        List<CustomerOrders> orders = page.stream()
                .map(state -> CustomerOrders.of(state.facts(), settings, asOf))
                .flatMap(Optional::stream)
                .toList();
        return new Part(orders, place.behind(page, AT_ONCE));
    }
}
