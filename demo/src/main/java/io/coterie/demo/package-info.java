/// The story of the suite on real input, told through its public interfaces alone.
@NullMarked
package io.coterie.demo;

import org.jspecify.annotations.NullMarked;
