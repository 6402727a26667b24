package io.coterie.systemtest.reconciliation;

import io.coterie.systemtest.suite.Api;
import io.coterie.systemtest.suite.ServiceName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Every customer's state in segment-service holds the facts that were sent: their number and their sum, as the
/// explanations of two segments show them.
final class States {
    private static final int AT_ONCE = 8;

    private final Books books;
    private final Api segments;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Semaphore free = new Semaphore(AT_ONCE);

    private States(Books books) {
        this.books = books;
        this.segments = books.suite().api(ServiceName.SEGMENT);
    }

    static List<Finding> find(Books books) {
        var states = new States(books);
        var errors = new ArrayList<Throwable>();
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            books.people().numbers().entrySet().stream()
                    .map(customer -> each.submit(() -> states.look(customer.getKey(), customer.getValue())))
                    .toList()
                    .forEach(look -> {
                        try {
                            look.get();
                        } catch (Exception failed) {
                            errors.add(failed);
                        }
                    });
        }
        if (!errors.isEmpty()) {
            throw new IllegalStateException("a state could not be read", errors.getFirst());
        }
        return List.of(Finding.none(
                "states in segment-service with other facts than were sent, of "
                        + books.people().ids().size(),
                states.wrong));
    }

    private void look(UUID id, int customer) {
        free.acquireUninterruptibly();
        try {
            compare(customer, "orders", new BigDecimal(books.oracle().orders(customer)), observed(id, "buyers"));
            compare(customer, "total", books.oracle().total(customer), observed(id, "big"));
        } finally {
            free.release();
        }
    }

    private void compare(int customer, String what, BigDecimal expected, BigDecimal found) {
        if (expected.compareTo(found) != 0) {
            wrong.add("customer %d, %s: %s, expected %s".formatted(customer, what, found, expected));
        }
    }

    /// Nothing is seen where there is nothing to add up.
    private BigDecimal observed(UUID customer, String segment) {
        var now = segments.get("/memberships/" + customer + "/" + books.shop().named(segment) + "/explanation")
                .path("now");
        return now.path("observed").isNumber() ? now.path("observed").decimalValue() : BigDecimal.ZERO;
    }
}
