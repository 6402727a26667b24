@NullMarked
package io.coterie.segment.list;

import org.jspecify.annotations.NullMarked;
