@NullMarked
package io.coterie.segment.intake;

import org.jspecify.annotations.NullMarked;
