@NullMarked
package io.coterie.segment.sync;

import org.jspecify.annotations.NullMarked;
