/// Traces that go on across the outbox, the broker and whatever else lies between two processes.
@NullMarked
package io.coterie.kit.trace;

import org.jspecify.annotations.NullMarked;
