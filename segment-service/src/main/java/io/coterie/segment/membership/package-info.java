@NullMarked
package io.coterie.segment.membership;

import org.jspecify.annotations.NullMarked;
