@NullMarked
package io.coterie.segment.rule;

import org.jspecify.annotations.NullMarked;
