/// Counts what was sent against what is there.
@NullMarked
package io.coterie.systemtest.reconciliation;

import org.jspecify.annotations.NullMarked;
