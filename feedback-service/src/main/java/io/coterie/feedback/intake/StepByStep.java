package io.coterie.feedback.intake;

import io.coterie.kit.intake.UnitOfWork;
import jakarta.inject.Singleton;

/// There are no transactions: each step stands by itself, and each may be repeated.
@Singleton
class StepByStep implements UnitOfWork {
    @Override
    public void run(Runnable steps) {
        steps.run();
    }
}
