/// What the test sends, and what must come of it.
@NullMarked
package io.coterie.systemtest.load;

import org.jspecify.annotations.NullMarked;
