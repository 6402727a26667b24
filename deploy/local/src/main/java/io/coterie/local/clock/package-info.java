/// The one clock of all processes, which tests can move.
@NullMarked
package io.coterie.local.clock;

import org.jspecify.annotations.NullMarked;
