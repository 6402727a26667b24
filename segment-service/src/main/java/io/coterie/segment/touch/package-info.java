@NullMarked
package io.coterie.segment.touch;

import org.jspecify.annotations.NullMarked;
