/// A service for the kit's own tests.
@NullMarked
package io.coterie.kit.support;

import org.jspecify.annotations.NullMarked;
