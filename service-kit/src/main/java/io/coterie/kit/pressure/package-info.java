@NullMarked
package io.coterie.kit.pressure;

import org.jspecify.annotations.NullMarked;
