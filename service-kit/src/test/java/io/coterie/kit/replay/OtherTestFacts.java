package io.coterie.kit.replay;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One fact without a source.
@Singleton
class OtherTestFacts implements ReplayableFacts {
    static final String TYPE = "customer.profile-changed.v1";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean knowsSource(String source) {
        return false;
    }

    @Override
    public Slice after(@Nullable String place, Scope scope, int most) {
        return new Slice(List.of(Map.of("customerId", TestFacts.CUSTOMER, "version", 1)), null);
    }
}
