package io.coterie.customer.store;

import io.coterie.kit.fault.Faults;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.function.Supplier;

/// Transactions that are tried again when another one was first.
public final class Transactions {
    private static final int MOST_ATTEMPTS = 20;

    private Transactions() {}

    /// Runs the work in a transaction of its own, and again when it met a [LostRace] or a conflict of locks. Each
    /// loser has a winner that committed, so there is progress.
    public static <T> T retrying(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return QuarkusTransaction.requiringNew().call(work::get);
            } catch (RuntimeException failed) {
                if (attempt == MOST_ATTEMPTS || !isRace(failed)) {
                    throw failed;
                }
            }
        }
    }

    private static boolean isRace(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof LostRace) {
                return true;
            }
        }
        return Faults.isConflict(failed);
    }
}
