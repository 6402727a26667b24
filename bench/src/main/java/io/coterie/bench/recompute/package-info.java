@NullMarked
package io.coterie.bench.recompute;

import org.jspecify.annotations.NullMarked;
