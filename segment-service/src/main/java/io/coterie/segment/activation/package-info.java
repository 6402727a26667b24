@NullMarked
package io.coterie.segment.activation;

import org.jspecify.annotations.NullMarked;
