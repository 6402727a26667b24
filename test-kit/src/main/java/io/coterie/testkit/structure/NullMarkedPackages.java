package io.coterie.testkit.structure;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/// Packages whose `package-info` says that nothing is null unless it is called so.
final class NullMarkedPackages {
    private NullMarkedPackages() {}

    static ArchCondition<JavaClass> holdThem() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                String where = type.getFullName() + " is in a package " + (marked ? "" : "not ") + "@NullMarked";
                events.add(new SimpleConditionEvent(type, marked, where));
            }
        };
    }
}
