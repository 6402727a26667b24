@NullMarked
package io.coterie.segment.analysis;

import org.jspecify.annotations.NullMarked;
