@NullMarked
package io.coterie.bench.loop;

import org.jspecify.annotations.NullMarked;
