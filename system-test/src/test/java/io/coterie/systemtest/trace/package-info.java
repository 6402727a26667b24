/// Traces as a collector gets them.
@NullMarked
package io.coterie.systemtest.trace;

import org.jspecify.annotations.NullMarked;
