@NullMarked
package io.coterie.segment.erasure;

import org.jspecify.annotations.NullMarked;
