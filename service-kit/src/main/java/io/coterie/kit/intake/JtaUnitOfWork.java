package io.coterie.kit.intake;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;

/// One database transaction.
@Singleton
class JtaUnitOfWork implements UnitOfWork {
    @Override
    public void run(Runnable steps) {
        QuarkusTransaction.requiringNew().run(() -> {
            steps.run();
            refuseSilentRollback();
        });
    }

    /// An exception that is caught behind a transactional method dooms the transaction all the same; its commit would
    /// then be a rollback without a word, and the message acknowledged without an effect.
    private static void refuseSilentRollback() {
        if (QuarkusTransaction.isRollbackOnly()) {
            throw new IllegalStateException("the effect was marked for rollback");
        }
    }
}
