@NullMarked
package io.coterie.segment.rfm;

import org.jspecify.annotations.NullMarked;
