@NullMarked
package io.coterie.segment.preview;

import org.jspecify.annotations.NullMarked;
