@NullMarked
package io.coterie.kit.clock;

import org.jspecify.annotations.NullMarked;
