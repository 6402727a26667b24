/// Which events were announced and which are published, so that heartbeats can say how many there are.
@NullMarked
package io.coterie.feedback.ledger;

import org.jspecify.annotations.NullMarked;
