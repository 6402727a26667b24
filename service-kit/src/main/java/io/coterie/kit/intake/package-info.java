@NullMarked
package io.coterie.kit.intake;

import org.jspecify.annotations.NullMarked;
