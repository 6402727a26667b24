@NullMarked
package io.coterie.segment.definition;

import org.jspecify.annotations.NullMarked;
