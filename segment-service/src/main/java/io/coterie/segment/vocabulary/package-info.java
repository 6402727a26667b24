@NullMarked
package io.coterie.segment.vocabulary;

import org.jspecify.annotations.NullMarked;
