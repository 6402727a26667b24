@NullMarked
package io.coterie.segment.sweep;

import org.jspecify.annotations.NullMarked;
