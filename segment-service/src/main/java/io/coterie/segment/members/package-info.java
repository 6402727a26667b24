@NullMarked
package io.coterie.segment.members;

import org.jspecify.annotations.NullMarked;
