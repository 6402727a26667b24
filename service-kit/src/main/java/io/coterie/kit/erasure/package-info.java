/// Erasure, the same in every service: a tombstone first, then the rows in slices, then a receipt with counts.
@NullMarked
package io.coterie.kit.erasure;

import org.jspecify.annotations.NullMarked;
