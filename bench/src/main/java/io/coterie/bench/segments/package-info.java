@NullMarked
package io.coterie.bench.segments;

import org.jspecify.annotations.NullMarked;
