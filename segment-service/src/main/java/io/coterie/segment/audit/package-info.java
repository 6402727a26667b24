@NullMarked
package io.coterie.segment.audit;

import org.jspecify.annotations.NullMarked;
