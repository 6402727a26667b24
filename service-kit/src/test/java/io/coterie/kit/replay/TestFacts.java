package io.coterie.kit.replay;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Facts that stand nowhere: numbered from 0, of a source `shop`, recorded one a second from 2026 on.
@Singleton
class TestFacts implements ReplayableFacts {
    static final String TYPE = "customer.consent-changed.v1";
    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    static final UUID CUSTOMER = UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01");

    /// How many there are; as good as endless where it is large.
    static volatile int count;

    /// How many of the next slices fail after they were read.
    static final AtomicInteger FAILURES = new AtomicInteger();

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean knowsSource(String source) {
        return source.equals("shop");
    }

    @Override
    public Slice after(@Nullable String place, Scope scope, int most) {
        int from = place == null ? 0 : Integer.parseInt(place) + 1;
        List<Slice.Looked> looked = new ArrayList<>();
        for (int number = from; number < count && looked.size() < most; number++) {
            boolean wanted = scope.covers(FIRST.plusSeconds(number))
                    && (scope.customer() == null || scope.customer().equals(CUSTOMER));
            looked.add(new Slice.Looked("" + number, wanted ? item(number) : null));
        }
        return Slice.of(looked, most);
    }

    private static Map<String, ?> item(int number) {
        if (FAILURES.get() > 0 && number % 700 == 699 && FAILURES.getAndDecrement() > 0) {
            throw new IllegalStateException("a fact that cannot be read");
        }
        return Map.of("customerId", CUSTOMER, "number", number);
    }
}
