@NullMarked
package io.coterie.bench;

import org.jspecify.annotations.NullMarked;
