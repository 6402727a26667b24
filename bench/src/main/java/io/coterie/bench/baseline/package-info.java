@NullMarked
package io.coterie.bench.baseline;

import org.jspecify.annotations.NullMarked;
