/// The suite as its clients see it: HTTP and nothing else.
@NullMarked
package io.coterie.demo.suite;

import org.jspecify.annotations.NullMarked;
