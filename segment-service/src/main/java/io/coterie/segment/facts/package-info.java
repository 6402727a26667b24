@NullMarked
package io.coterie.segment.facts;

import org.jspecify.annotations.NullMarked;
