package io.coterie.kit.intake;

import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.fault.Patience;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Applies an event that failed as a whole customer by customer, and a customer that fails item by item, so that only
/// the items at fault are left.
public final class Piecemeal {
    private final Consumer<ReceivedEvent> apply;
    private final BiConsumer<ReceivedEvent, Throwable> fail;

    /// @param apply applies a part in a unit of work of its own
    /// @param fail gets each single item that cannot be applied
    public Piecemeal(Consumer<ReceivedEvent> apply, BiConsumer<ReceivedEvent, Throwable> fail) {
        this.apply = apply;
        this.fail = fail;
    }

    public void apply(ReceivedEvent event) {
        event.perCustomer().forEach(this::ofOneCustomer);
    }

    private void ofOneCustomer(ReceivedEvent part) {
        try {
            apply.accept(part);
        } catch (RuntimeException | Error failed) {
            Patience.unlessStopping(failed);
            if (part.items().size() == 1) {
                fail.accept(part, failed);
            } else {
                part.items().forEach(item -> single(part.with(List.of(item))));
            }
        }
    }

    private void single(ReceivedEvent item) {
        try {
            apply.accept(item);
        } catch (RuntimeException | Error failed) {
            Patience.unlessStopping(failed);
            fail.accept(item, failed);
        }
    }
}
