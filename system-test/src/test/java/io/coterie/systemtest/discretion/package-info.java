/// What logs must not hold.
@NullMarked
package io.coterie.systemtest.discretion;

import org.jspecify.annotations.NullMarked;
