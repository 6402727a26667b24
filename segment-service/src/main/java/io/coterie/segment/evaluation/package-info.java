@NullMarked
package io.coterie.segment.evaluation;

import org.jspecify.annotations.NullMarked;
