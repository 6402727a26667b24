/// The one process that holds the local stack together.
@NullMarked
package io.coterie.local.stack;

import org.jspecify.annotations.NullMarked;
