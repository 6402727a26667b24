package io.coterie.testkit.structure;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Clock;
import java.util.Set;

/// The machine's own time, which does not move with the suite's clock.
final class MachineTime {
    private static final Set<String> THEIRS = Set.of(
            // make the suite's clock
            "io.coterie.kit.clock.ClockProducer",
            "io.coterie.kit.clock.MovableClock",
            // partitions follow the ids of events, which are made on the machine's time
            "io.coterie.kit.intake.InboxPartitions",
            // leases and retention do not move with the suite's clock, as in PostgreSQL, whose now() they use there
            "io.coterie.feedback.erasure.ErasureDocuments",
            "io.coterie.feedback.heartbeat.DocumentHeartbeats",
            "io.coterie.feedback.intake.AttemptDocuments",
            "io.coterie.feedback.intake.InboxDocuments",
            "io.coterie.feedback.ledger.Fence",
            "io.coterie.feedback.ledger.Ledger",
            "io.coterie.feedback.parking.ParkedDocuments",
            "io.coterie.feedback.replay.ReplayDocuments",
            "io.coterie.feedback.response.PendingResponseEvents",
            "io.coterie.feedback.response.ResponseBacklog");

    private MachineTime() {}

    static DescribedPredicate<JavaClass> isNotTheirs() {
        return DescribedPredicate.describe(
                "have no business with the machine's time", type -> !THEIRS.contains(type.getFullName()));
    }

    static DescribedPredicate<JavaAccess<?>> isRead() {
        return DescribedPredicate.describe(
                "reads the machine's time",
                access -> access.getTarget() instanceof CodeUnitAccessTarget target && reads(target));
    }

    private static boolean reads(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getFullName();
        boolean given = target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
        return switch (target.getName()) {
            case "now" -> owner.startsWith("java.time.") && !given;
            case "currentTimeMillis" -> owner.equals("java.lang.System");
            case "<init>" ->
                owner.equals("java.util.Date") && target.getRawParameterTypes().isEmpty();
            case String name ->
                owner.equals("java.time.Clock") && (name.startsWith("system") || name.startsWith("tick")) && !given;
        };
    }
}
