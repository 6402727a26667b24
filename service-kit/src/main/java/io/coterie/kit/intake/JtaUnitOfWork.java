package io.coterie.kit.intake;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.inject.Singleton;

/// One database transaction.
@Singleton
class JtaUnitOfWork implements UnitOfWork {
    @Override
    public void run(Runnable steps) {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                steps.run();
                refuseSilentRollback();
            });
        } catch (QuarkusTransactionException wrapped) {
            // errors come wrapped; what they say is in themselves
            if (wrapped.getCause() instanceof Error error) {
                throw error;
            }
            throw wrapped;
        }
    }

    /// An exception that is caught behind a transactional method dooms the transaction all the same; its commit would
    /// then be a rollback without a word, and the message acknowledged without an effect.
    private static void refuseSilentRollback() {
        if (QuarkusTransaction.isRollbackOnly()) {
            throw new IllegalStateException("the effect was marked for rollback");
        }
    }
}
