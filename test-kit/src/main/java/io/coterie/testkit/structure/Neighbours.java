package io.coterie.testkit.structure;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/// What a class knows of the suite: its own module, and of the others only the kit. The kit knows nobody.
final class Neighbours {
    private static final String SUITE = "io.coterie.";

    private Neighbours() {}

    static ArchCondition<JavaClass> beTheKitAlone() {
        return new ArchCondition<>("know no module but their own and the kit") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(known -> isForeign(type, known.getTargetClass()))
                        .forEach(known -> events.add(SimpleConditionEvent.violated(type, known.getDescription())));
            }
        };
    }

    private static boolean isForeign(JavaClass from, JavaClass to) {
        if (!to.getPackageName().startsWith(SUITE)) {
            return false;
        }
        String module = moduleOf(to);
        return !module.equals("kit") && !module.equals(moduleOf(from));
    }

    private static String moduleOf(JavaClass type) {
        return type.getPackageName().split("\\.", 4)[2];
    }
}
