@NullMarked
package io.coterie.segment.curation;

import org.jspecify.annotations.NullMarked;
