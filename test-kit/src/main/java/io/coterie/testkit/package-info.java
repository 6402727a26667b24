/// Quarkus test resources: the parts of the local stack, one of each per test JVM.
@NullMarked
package io.coterie.testkit;

import org.jspecify.annotations.NullMarked;
